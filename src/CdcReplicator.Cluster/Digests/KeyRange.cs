namespace CdcReplicator.Cluster;

/// <summary>
/// Rows of a table that are asked for in one sum: so many from a key on, in the order of a key of whole numbers, or
/// all.
/// </summary>
/// <param name="After">The key after which to begin; null to begin with the first row.</param>
/// <param name="MaxRows">How many at most; null for the whole table.</param>
internal sealed record KeyRange(IReadOnlyList<long>? After, long? MaxRows);
