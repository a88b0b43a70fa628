namespace CdcReplicator.Bench;

/// <summary>Percentiles of samples.</summary>
internal sealed class LatencyFigures
{
    private readonly double[] _visible;
    private readonly double[] _acknowledge;

    /// <param name="samples">In the order in which they were taken.</param>
    /// <param name="warmUp">How many of the first do not count.</param>
    public LatencyFigures(IReadOnlyList<LatencySample> samples, int warmUp)
    {
        _visible = [.. samples.Skip(warmUp).Select(sample => sample.Visible).Order()];
        _acknowledge = [.. samples.Skip(warmUp).Select(sample => sample.Acknowledge).Order()];
    }

    public int Count => _visible.Length;

    public double P50 => Of(_visible, 0.5);

    public double P99 => Of(_visible, 0.99);

    public double P999 => Of(_visible, 0.999);

    public double Max => Of(_visible, 1);

    public double AcknowledgeP50 => Of(_acknowledge, 0.5);

    private static double Of(double[] sorted, double share) =>
        Math.Round(SampleStatistics.Percentile(sorted, share), digits: 3);
}
