namespace CdcReplicator.Cli;

/// <summary>One contender in one case: medians over its turns, and the router's figures by its own, turn by turn.</summary>
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
        double[] ratios = [.. ours.Zip(samples, (our, their) => our.ReadsPerSecond / their.ReadsPerSecond)];
        return new BalanceFigures
        {
            Case = name,
            Contender = contender,
            ReadsPerSecond = Math.Round(SampleStatistics.Median(samples.Select(sample => sample.ReadsPerSecond)), 1),
            P50Ms = Math.Round(SampleStatistics.Median(samples.Select(sample => sample.P50Ms)), 2),
            P99Ms = Math.Round(SampleStatistics.Median(samples.Select(sample => sample.P99Ms)), 2),
            Success =
                samples.Sum(sample => sample.Reads) / (double)samples.Sum(sample => sample.Reads + sample.Failures),
            RatioMedian = Math.Round(SampleStatistics.Median(ratios), 3),
            RatioMin = Math.Round(ratios.Min(), 3),
            RatioMax = Math.Round(ratios.Max(), 3),
            P99RatioMedian = Math.Round(
                SampleStatistics.Median(ours.Zip(samples, (our, their) => our.P99Ms / their.P99Ms)),
                3
            ),
            Samples = samples,
        };
    }
}
