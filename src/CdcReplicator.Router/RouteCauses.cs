namespace CdcReplicator.Router;

/// <summary>Why a read was not served so far: the last failure of each node tried, and of asking the log.</summary>
internal sealed class RouteCauses
{
    private readonly Dictionary<string, Exception> _byNode = new(StringComparer.Ordinal);

    /// <summary>Why the log's end is not known; null if it is.</summary>
    public Exception? Log { get; set; }

    public void Add(string nodeId, Exception cause) => _byNode[nodeId] = cause;

    public Exception? Of(string nodeId) => _byNode.GetValueOrDefault(nodeId);

    public IReadOnlyList<Exception> All => Log is null ? [.. _byNode.Values] : [Log, .. _byNode.Values];
}
