namespace CdcReplicator.Cluster;

/// <summary>Which applier works on a node. The one that said so last does; any other stands by.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="ApplierId">Identity of the applier's process.</param>
/// <param name="HasLeft">
/// Whether it has stopped, so that another one may begin at once; said by a value, because a removal can be missed by
/// whoever was cut off.
/// </param>
internal sealed record Serving(string NodeId, string ApplierId, bool HasLeft);
