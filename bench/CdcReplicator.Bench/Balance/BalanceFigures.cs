namespace CdcReplicator.Bench;

/// <summary>
/// One contender in one case: medians over its turns, and the router's figures by its own, turn by turn.
/// </summary>
internal sealed record BalanceFigures
{
    public required string Case { get; init; }

    public required string Contender { get; init; }

    public required double ReadsPerSecond { get; init; }

    public required double P50Ms { get; init; }

    public required double P99Ms { get; init; }

    /// <summary>Share of all reads of all turns that succeeded, 0 to 1.</summary>
    public required double Success { get; init; }

    /// <summary>The router's reads per second by this contender's: median, least, most.</summary>
    public required double RatioMedian { get; init; }

    public required double RatioMin { get; init; }

    public required double RatioMax { get; init; }

    /// <summary>The router's p99 by this contender's, median.</summary>
    public required double P99RatioMedian { get; init; }

    public required IReadOnlyList<BalanceSample> Samples { get; init; }

    /// <summary>Figures of samples and the router's samples of the same rounds.</summary>
    public static BalanceFigures Of(
        string name,
        string contender,
        IReadOnlyList<BalanceSample> samples,
        IReadOnlyList<BalanceSample> ours
    )
    {
        var pairs = ours.Zip(samples).ToList();
        var ratio = RatioSpread.Of(pairs.Select(pair => pair.First.ReadsPerSecond / pair.Second.ReadsPerSecond))!.Value;
        return new BalanceFigures
        {
            Case = name,
            Contender = contender,
            ReadsPerSecond = Math.Round(SampleStatistics.Median(samples.Select(sample => sample.ReadsPerSecond)), 1),
            P50Ms = Math.Round(SampleStatistics.Median(samples.Select(sample => sample.P50Ms)), 2),
            P99Ms = Math.Round(SampleStatistics.Median(samples.Select(sample => sample.P99Ms)), 2),
            Success =
                samples.Sum(sample => sample.Reads) / (double)samples.Sum(sample => sample.Reads + sample.Failures),
            RatioMedian = ratio.Median,
            RatioMin = ratio.Min,
            RatioMax = ratio.Max,
            P99RatioMedian = RatioSpread.Of(pairs.Select(pair => pair.First.P99Ms / pair.Second.P99Ms))!.Value.Median,
            Samples = samples,
        };
    }
}
