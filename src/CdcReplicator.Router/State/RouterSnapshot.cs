namespace CdcReplicator.Router;

/// <summary>All nodes at one moment. Built by one writer, read by everybody without a lock.</summary>
/// <param name="nodes">The nodes.</param>
/// <param name="end">The highest end of the log that any living applier has seen; null if none has.</param>
internal sealed class RouterSnapshot(NodeView[] nodes, long? end)
{
    public static RouterSnapshot Empty { get; } = new([], null);

    public NodeView[] Nodes { get; } = nodes;

    /// <summary>Good enough to compare nodes by; a read that promises a bound asks the log.</summary>
    public long? End { get; } = end;

    public NodeView? Find(string nodeId) => Array.Find(Nodes, node => node.Id == nodeId);
}
