namespace CdcReplicator.Bench;

/// <summary>What <c>bench seed</c> found.</summary>
/// <param name="Rows">Rows of the table.</param>
/// <param name="Against">The other program.</param>
/// <param name="Seconds">Median of our runs.</param>
/// <param name="BaselineSeconds">Median of the other's.</param>
/// <param name="RatioMedian">How many times as fast we are, pair by pair.</param>
/// <param name="RatioMin">The least.</param>
/// <param name="RatioMax">The most.</param>
/// <param name="Identical">Whether rows and indexes were the same after each of our runs.</param>
/// <param name="Conditions">Under which conditions.</param>
internal sealed record SeedReport(
    long Rows,
    string Against,
    double Seconds,
    double BaselineSeconds,
    double RatioMedian,
    double RatioMin,
    double RatioMax,
    bool Identical,
    RunConditions Conditions
)
{
    /// <summary>Of some pairs of seconds, ours first.</summary>
    public static SeedReport Of(
        long rows,
        string against,
        IReadOnlyList<(double Ours, double Other)> pairs,
        bool identical,
        RunConditions conditions
    )
    {
        var ratios = RatioSpread.Of(pairs.Select(pair => pair.Other / pair.Ours))!.Value;
        return new SeedReport(
            rows,
            against,
            Math.Round(SampleStatistics.Median(pairs.Select(pair => pair.Ours)), 2),
            Math.Round(SampleStatistics.Median(pairs.Select(pair => pair.Other)), 2),
            ratios.Median,
            ratios.Min,
            ratios.Max,
            identical,
            conditions
        );
    }
}
