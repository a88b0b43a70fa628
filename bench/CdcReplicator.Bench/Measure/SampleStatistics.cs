namespace CdcReplicator.Bench;

/// <summary>Figures of samples.</summary>
internal static class SampleStatistics
{
    /// <summary>The middle one, or the mean of the two in the middle.</summary>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public static double Median(IEnumerable<double> samples)
    {
        double[] sorted = [.. samples.Order()];
        return sorted.Length == 0 ? throw new InvalidOperationException("A median needs a sample.")
            : sorted.Length % 2 == 1 ? sorted[sorted.Length / 2]
            : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>
    /// The smallest sample that at least the given share (0 to 1) of all samples do not exceed: the nearest-rank
    /// percentile.
    /// </summary>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public static double Percentile(IReadOnlyList<double> sorted, double share) =>
        sorted.Count == 0
            ? throw new InvalidOperationException("A percentile needs a sample.")
            : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
}
