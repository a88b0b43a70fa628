namespace CdcReplicator.Cli;

/// <summary>Longest gaps between acknowledged writes, milliseconds.</summary>
internal sealed record WriteGaps(double Before, double NodeDead, double CatchingUp);
