namespace CdcReplicator.Bench;

/// <summary>What <c>bench verify</c> found, for machines. Medians over pairs unless said.</summary>
internal sealed record VerifyBenchReport
{
    public required long Rows { get; init; }

    public required int Nodes { get; init; }

    public required int Pairs { get; init; }

    /// <summary>Rows a second of each node, all of them compared at the same time, by <c>verify</c>.</summary>
    public required double RowsPerSecond { get; init; }

    /// <summary>The same by md5 in the servers.</summary>
    public required double BaselineRowsPerSecond { get; init; }

    /// <summary>Ours by theirs, pair by pair: median, least, most.</summary>
    public required double RatioMedian { get; init; }

    public required double RatioMin { get; init; }

    public required double RatioMax { get; init; }

    /// <summary>Whether both found the nodes equal in each pair; must be so.</summary>
    public required bool Identical { get; init; }

    public required IReadOnlyList<double> Seconds { get; init; }

    public required IReadOnlyList<double> BaselineSeconds { get; init; }

    public required RunConditions Conditions { get; init; }

    public static VerifyBenchReport Of(
        VerifyBenchOptions options,
        int nodes,
        IReadOnlyList<VerifySample> own,
        IReadOnlyList<VerifySample> baseline,
        RunConditions conditions
    )
    {
        var ratio = RatioSpread.Of(own.Zip(baseline, (ours, theirs) => theirs.Seconds / ours.Seconds))!.Value;
        return new VerifyBenchReport
        {
            Rows = options.Rows,
            Nodes = nodes,
            Pairs = options.Pairs,
            RowsPerSecond = Median(own),
            BaselineRowsPerSecond = Median(baseline),
            RatioMedian = ratio.Median,
            RatioMin = ratio.Min,
            RatioMax = ratio.Max,
            Identical = own.Concat(baseline).All(sample => sample.IsEqual),
            Seconds = Rounded(own),
            BaselineSeconds = Rounded(baseline),
            Conditions = conditions,
        };

        double Median(IReadOnlyList<VerifySample> samples) =>
            Math.Round(SampleStatistics.Median(samples.Select(sample => options.Rows / sample.Seconds)));
    }

    private static double[] Rounded(IReadOnlyList<VerifySample> samples) =>
        [.. samples.Select(sample => Math.Round(sample.Seconds, 2))];
}
