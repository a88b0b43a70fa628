namespace CdcReplicator.Bench;

/// <summary>Ratios taken pair by pair or round by round, to three digits.</summary>
/// <param name="Median">The middle one.</param>
/// <param name="Min">The least.</param>
/// <param name="Max">The largest.</param>
internal readonly record struct RatioSpread(double Median, double Min, double Max)
{
    private const int Digits = 3;

    /// <summary>Of some ratios; null if there are none.</summary>
    public static RatioSpread? Of(IEnumerable<double> ratios)
    {
        double[] all = [.. ratios];
        return all.Length == 0
            ? null
            : new RatioSpread(Round(SampleStatistics.Median(all)), Round(all.Min()), Round(all.Max()));
    }

    private static double Round(double ratio) => Math.Round(ratio, Digits);
}
