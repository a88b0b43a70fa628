namespace CdcReplicator.Bench;

/// <summary>What <c>bench outage</c> found, for machines. Medians over rounds unless said.</summary>
internal sealed record OutageReport
{
    public required string Log { get; init; }

    public required string Node { get; init; }

    public required int Rate { get; init; }

    public required int Seconds { get; init; }

    public required int Rounds { get; init; }

    /// <summary>Records that the node had to catch up with.</summary>
    public required long Backlog { get; init; }

    public required double CatchUpSeconds { get; init; }

    /// <summary>Of all rounds; must be 0.</summary>
    public required int FailedWrites { get; init; }

    public required PhaseFigures WriteP99Ms { get; init; }

    public required PhaseFigures LongestWriteGapMs { get; init; }

    public required PhaseFigures OthersLagP99Ms { get; init; }

    /// <summary>Whether all nodes held the same rows at the end, as many as were written.</summary>
    public required bool Identical { get; init; }

    public required IReadOnlyList<OutageSample> Samples { get; init; }

    public required RunConditions Conditions { get; init; }

    /// <summary>The report of all rounds.</summary>
    public static OutageReport Of(
        OutageOptions options,
        IReadOnlyList<OutageSample> samples,
        bool identical,
        RunConditions conditions
    ) =>
        new()
        {
            Log = options.Log,
            Node = options.Node,
            Rate = options.Rate,
            Seconds = options.Seconds,
            Rounds = samples.Count,
            Backlog = (long)SampleStatistics.Median(samples.Select(sample => (double)sample.Backlog)),
            CatchUpSeconds = SampleStatistics.Median(samples.Select(sample => sample.CatchUpSeconds)),
            FailedWrites = samples.Sum(sample => sample.FailedWrites),
            WriteP99Ms = PhaseFigures.MedianOf([.. samples.Select(sample => sample.WriteP99Ms)]),
            LongestWriteGapMs = PhaseFigures.MedianOf([.. samples.Select(sample => sample.LongestWriteGapMs)]),
            OthersLagP99Ms = PhaseFigures.MedianOf([.. samples.Select(sample => sample.OthersLagP99Ms)]),
            Identical = identical,
            Samples = samples,
            Conditions = conditions,
        };
}
