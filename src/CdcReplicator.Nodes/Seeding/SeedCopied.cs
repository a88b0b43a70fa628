namespace CdcReplicator.Nodes;

/// <summary>What one step of copying has done.</summary>
/// <param name="Done">The places copied; they may end before those asked for.</param>
/// <param name="Rows">Rows, or an estimate.</param>
/// <param name="Bytes">Bytes.</param>
internal readonly record struct SeedCopied(SeedRange Done, long Rows, long Bytes);
