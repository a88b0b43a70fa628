namespace CdcReplicator.Cluster;

/// <summary>Transactions that a node has rejected.</summary>
/// <param name="NodeId">The node; empty if an earlier version published it, which did not say.</param>
/// <param name="Rejections">By sequence.</param>
internal sealed record NodeRejections(string NodeId, IReadOnlyList<PublishedRejection> Rejections);
