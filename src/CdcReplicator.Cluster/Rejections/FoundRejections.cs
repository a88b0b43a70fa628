using System.Collections.ObjectModel;

namespace CdcReplicator.Cluster;

/// <summary>
/// The rejections of one transaction by node, and the nodes whose verdict is unknown because an entry cannot be read.
/// </summary>
internal sealed class FoundRejections : ReadOnlyDictionary<string, PublishedRejection>
{
    private readonly IReadOnlySet<string> _unreadable;

    /// <param name="byNode">The rejections.</param>
    /// <param name="unreadable">
    /// Nodes whose entry cannot be read; the empty name means all, because the key does not tell whose it is.
    /// </param>
    public FoundRejections(IDictionary<string, PublishedRejection> byNode, IReadOnlySet<string> unreadable)
        : base(byNode)
    {
        _unreadable = unreadable;
    }

    /// <summary>
    /// Whether a node of whom no rejection was found has none: an entry that cannot be read may hold one.
    /// </summary>
    public bool IsCertainOf(string nodeId) =>
        ContainsKey(nodeId) || !(_unreadable.Contains(nodeId) || _unreadable.Contains(""));
}
