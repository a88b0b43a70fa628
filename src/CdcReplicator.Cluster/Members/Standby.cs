namespace CdcReplicator.Cluster;

/// <summary>An applier that waits to take over a node which another one serves.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="ApplierId">Identity of the applier's process.</param>
internal sealed record Standby(string NodeId, string ApplierId);
