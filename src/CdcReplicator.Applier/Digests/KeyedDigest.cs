namespace CdcReplicator.Applier;

/// <summary>One row of a bucket that was asked for.</summary>
/// <param name="Key">Its key, JSON in key order.</param>
/// <param name="Digest">32 hexadecimal digits.</param>
public sealed record KeyedDigest(string Key, string Digest);
