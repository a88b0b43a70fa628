namespace CdcReplicator.Bench;

/// <summary>What <c>bench catch-up</c> found, for machines. Figures are medians over the runs unless said.</summary>
internal sealed record CatchUpReport
{
    public required string Workload { get; init; }

    public required string Log { get; init; }

    public required string Node { get; init; }

    public required bool Checked { get; init; }

    public required int Seed { get; init; }

    public required int? Scale { get; init; }

    public required long Transactions { get; init; }

    public required long Changes { get; init; }

    /// <summary>
    /// Whether every run of either side left what the workload must leave. If not, the figures mean nothing.
    /// </summary>
    public required bool FinalStateEqual { get; init; }

    /// <summary>What differed, in the run that did.</summary>
    public required IReadOnlyList<string> Differences { get; init; }

    public required double ChangesPerSecond { get; init; }

    public required double TransactionsPerSecond { get; init; }

    public required double ChangesPerSecondWithStart { get; init; }

    /// <summary>Of applier and target database together.</summary>
    public required double CpuSecondsPerMillionChanges { get; init; }

    public required double? CpuSecondsPerMillionChangesApplier { get; init; }

    public required double CpuSecondsPerMillionChangesDatabase { get; init; }

    /// <summary>The most over all runs.</summary>
    public required double? PeakRssMb { get; init; }

    public required double? AllocatedBytesPerChange { get; init; }

    public string? Baseline { get; init; }

    /// <summary>Whether ours wrote to a guarded node; both if the baseline did not.</summary>
    public required string Guard { get; init; }

    public double? BaselineChangesPerSecond { get; init; }

    public double? BaselineTransactionsPerSecond { get; init; }

    /// <summary>Of the target server (and, for raw inserts, this process); the publisher's are apart.</summary>
    public double? BaselineCpuSecondsPerMillionChanges { get; init; }

    public double? BaselineCpuSecondsPerMillionChangesPublisher { get; init; }

    /// <summary>Ours by the baseline's changes per second, pair by pair.</summary>
    public double? RatioMedian { get; init; }

    public double? RatioMin { get; init; }

    public double? RatioMax { get; init; }

    /// <summary>CPU seconds, ours by the baseline's, pair by pair.</summary>
    public double? CpuRatioMedian { get; init; }

    public double? CpuRatioMin { get; init; }

    public double? CpuRatioMax { get; init; }

    public required int Pairs { get; init; }

    public required IReadOnlyList<RunSample> Samples { get; init; }

    public required IReadOnlyList<RunSample> BaselineSamples { get; init; }

    public required RunConditions Conditions { get; init; }
}
