namespace CdcReplicator.Cluster;

/// <summary>That a node was found equal to the others after it was locked again.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Order">The word on its lock that it had taken in before the comparison began.</param>
internal sealed record LockProof(string NodeId, long Order);
