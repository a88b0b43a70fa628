using CdcReplicator.ChangeLog;

namespace CdcReplicator.Router;

/// <summary>
/// Why a read was not served so far: the last failure of each node tried, of asking the log, and of following members.
/// </summary>
internal sealed class RouteCauses
{
    private readonly Dictionary<string, Exception> _byNode = new(StringComparer.Ordinal);

    /// <summary>Why the log's end is not known; null if it is.</summary>
    public Exception? Log { get; set; }

    /// <summary>Why members cannot be followed; null if they are.</summary>
    public ReplicationException? Members { get; set; }

    /// <summary>Members that are hidden because their entries cannot be read.</summary>
    public IReadOnlyList<UnreadableEntry> Hidden { get; set; } = [];

    public void Add(string nodeId, Exception cause) => _byNode[nodeId] = cause;

    public Exception? Of(string nodeId) => _byNode.GetValueOrDefault(nodeId);

    public IReadOnlyList<Exception> All => [.. new[] { Log, Members }.OfType<Exception>(), .. _byNode.Values];
}
