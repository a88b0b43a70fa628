namespace CdcReplicator.Cluster;

/// <summary>The rows of one key: one row, or in a table without key all that are the same.</summary>
/// <param name="Key">The key, JSON in key order, as <see cref="KeyPath.TextOf"/> lists it.</param>
/// <param name="Digest">Sum of their digests modulo 2^128, 32 hexadecimal digits.</param>
/// <param name="Count">How many.</param>
internal sealed record KeyedDigest(string Key, string Digest, long Count);
