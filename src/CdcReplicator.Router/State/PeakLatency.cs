namespace CdcReplicator.Router;

/// <summary>
/// A moving average of latency that rises fast and falls slowly: a node that turns slow is noticed by its first slow reads, and one that looks fast must stay so.
/// Without news it fades, so that a node nobody uses any more is tried again. Immutable.
/// </summary>
internal sealed class PeakLatency
{
    /// <summary>Share of a higher sample that is taken at once.</summary>
    private const double Rise = 0.5;

    /// <summary>Seconds in which the weight of what was measured falls to 1/e.</summary>
    private const double FadeSeconds = 10;

    private readonly double _seconds;
    private readonly long _at;

    private PeakLatency(double seconds, long at)
    {
        _seconds = seconds;
        _at = at;
    }

    /// <summary>Nothing measured.</summary>
    public static PeakLatency Unknown { get; } = new(double.NaN, 0);

    /// <summary>Seconds expected now.</summary>
    /// <remarks>Not the exponential of <see cref="With"/>: this runs for every node at every pick, and only has to fall.</remarks>
    public double At(long now, double ticksPerSecond) =>
        _seconds / (1 + (Math.Max(0, now - _at) / (ticksPerSecond * FadeSeconds)));

    /// <summary>With one more sample.</summary>
    public PeakLatency With(double sample, long now, double ticksPerSecond)
    {
        if (double.IsNaN(_seconds))
        {
            return new PeakLatency(sample, now);
        }

        var weight = Weight(now, ticksPerSecond);
        var seconds =
            sample > _seconds
                ? _seconds + ((sample - _seconds) * Math.Max(Rise, 1 - weight))
                : (_seconds * weight) + (sample * (1 - weight));
        return new PeakLatency(seconds, Math.Max(now, _at));
    }

    private double Weight(long now, double ticksPerSecond) =>
        Math.Exp(-Math.Max(0, now - _at) / (ticksPerSecond * FadeSeconds));
}
