namespace CdcReplicator.Cluster;

/// <summary>An operator's word on whether a node shall get reads. Its applier goes on either way.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="IsDrained">
/// True: no reads. False: it was drained and is no longer; said by a value, because a removal can be missed by whoever
/// was cut off.
/// </param>
/// <param name="Since">When it was said, by the operator's clock.</param>
/// <param name="Reason">Why, for other operators; null if nothing was said.</param>
internal sealed record Maintenance(string NodeId, bool IsDrained, DateTimeOffset Since, string? Reason);
