namespace CdcReplicator.Bench;

/// <summary>One ceiling.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Unit">Rows or records.</param>
/// <param name="PerSecond">How many a second; null if it was not measured.</param>
/// <param name="CpuSecondsPerMillion">Processor time of this process and the target's database server.</param>
/// <param name="AllocatedBytesEach">Managed bytes allocated for each, where that is the point.</param>
/// <param name="NotMeasured">Why not, if so.</param>
internal sealed record LimitResult(
    string Name,
    string Unit,
    double? PerSecond,
    double? CpuSecondsPerMillion = null,
    double? AllocatedBytesEach = null,
    string? NotMeasured = null
);
