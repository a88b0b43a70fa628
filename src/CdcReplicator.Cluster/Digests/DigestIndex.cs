namespace CdcReplicator.Cluster;

/// <summary>The entry that makes an answer an answer: written last, it says how many entries belong to it.</summary>
/// <param name="Checkpoint">Id of the checkpoint.</param>
/// <param name="NodeId">The node.</param>
/// <param name="Sequence">The checkpoint's sequence.</param>
/// <param name="Error">Why there is no digest, or null.</param>
/// <param name="Entries">
/// How many entries hold the tables. Null in an answer of a version that wrote all tables into this entry.
/// </param>
internal sealed record DigestIndex(string Checkpoint, string NodeId, long Sequence, string? Error, int? Entries);
