namespace CdcReplicator.Applier;

/// <summary>One of the <see cref="TableDigest.BucketCount"/> parts of a table.</summary>
/// <param name="Table"><c>schema.table</c>.</param>
/// <param name="Bucket">From 0.</param>
public sealed record BucketRef(string Table, int Bucket);
