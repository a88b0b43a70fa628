namespace CdcReplicator.Cluster;

/// <summary>An entry with rejections, without them.</summary>
/// <param name="Key">Its key.</param>
/// <param name="NodeId">The node that published it; empty if an earlier version did.</param>
/// <param name="Last">The last sequence in it.</param>
/// <param name="Age">How long it has been there, by the store's clock.</param>
internal sealed record StoredRejections(string Key, string NodeId, long Last, TimeSpan Age);
