namespace CdcReplicator.Nodes;

/// <summary>Key (JSON in key order) and digest of one row.</summary>
internal readonly record struct RowDigest(string Key, UInt128 Digest);
