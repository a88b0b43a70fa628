namespace CdcReplicator.Router;

/// <summary>All nodes at one moment. Built by one writer, read by everybody without a lock.</summary>
internal sealed class RouterSnapshot(NodeView[] nodes)
{
    public static RouterSnapshot Empty { get; } = new([]);

    public NodeView[] Nodes { get; } = nodes;

    public NodeView? Find(string nodeId) => Array.Find(Nodes, node => node.Id == nodeId);
}
