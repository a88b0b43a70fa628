namespace CdcReplicator.Cluster;

/// <summary>Rows of one bucket.</summary>
/// <param name="Count">How many.</param>
/// <param name="Sum">
/// Sum of their digests modulo 2^128, 32 hexadecimal digits; the order of rows does not matter.
/// </param>
internal sealed record BucketDigest(long Count, string Sum);
