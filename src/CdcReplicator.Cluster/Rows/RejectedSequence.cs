namespace CdcReplicator.Cluster;

/// <summary>A transaction that a node has rejected, as the node keeps it.</summary>
/// <param name="Sequence">Its sequence.</param>
/// <param name="Reason">Why, as a name.</param>
/// <param name="Detail">For people.</param>
internal sealed record RejectedSequence(long Sequence, string Reason, string Detail);
