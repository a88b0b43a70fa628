namespace CdcReplicator.Cluster;

/// <summary>An applier says that it has opened a database as a node, and has written its name into it.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="ApplierId">Its identity, which stands in the database now.</param>
/// <param name="Endpoint">Where the database is; no secrets.</param>
/// <param name="IsQuestion">Whether it only asks, and will not work on the database as this node.</param>
internal sealed record NodeClaim(string NodeId, string ApplierId, string Endpoint, bool IsQuestion);
