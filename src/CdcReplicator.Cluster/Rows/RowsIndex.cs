namespace CdcReplicator.Cluster;

/// <summary>The entry that makes an answer an answer: written after the entries that hold it.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Hash">SHA-256 of the answer's bytes, hexadecimal.</param>
internal sealed record RowsIndex(string NodeId, string Hash);
