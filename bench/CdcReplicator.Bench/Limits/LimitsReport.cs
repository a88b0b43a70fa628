namespace CdcReplicator.Bench;

/// <summary>The ceilings of this machine, for machines.</summary>
internal sealed record LimitsReport(int Seed, long Rows, IReadOnlyList<LimitResult> Limits, RunConditions Conditions);
