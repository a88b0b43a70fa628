namespace CdcReplicator.Nodes;

/// <summary>A part of a table that waits to be copied.</summary>
/// <param name="Table">The table.</param>
/// <param name="Range">The part.</param>
internal sealed record SeedChunk(SeedCopyTable Table, SeedRange Range);
