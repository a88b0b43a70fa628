namespace CdcReplicator.Cluster;

/// <summary>What a node made of a transaction.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Reason">Why it rejected it; null if it accepted it.</param>
internal readonly record struct NodeVerdict(string NodeId, RejectionReason? Reason);
