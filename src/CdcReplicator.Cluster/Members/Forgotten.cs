namespace CdcReplicator.Cluster;

/// <summary>An operator's word that a node is no member any more, or may be one again.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="IsForgotten">
/// True: its applier does nothing. False: it was forgotten and may come back; said by a value, because a removal can be
/// missed by whoever was cut off.
/// </param>
/// <param name="Since">When it was said, by the operator's clock.</param>
internal sealed record Forgotten(string NodeId, bool IsForgotten, DateTimeOffset Since);
