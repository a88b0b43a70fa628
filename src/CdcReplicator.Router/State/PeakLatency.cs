namespace CdcReplicator.Router;

/// <summary>
/// A moving average of latency that rises fast and falls slowly: a node that turns slow is noticed by its first slow
/// reads, and one that looks fast must stay so. Without news it fades, so that a node nobody uses any more is tried
/// again. Immutable.
/// </summary>
internal sealed class PeakLatency
{
    /// <summary>Share of a higher sample that is taken at once.</summary>
    private const double Rise = 0.5;

    /// <summary>Seconds in which lower samples take over: short, so that a node that has recovered shows it.</summary>
    private const double FallSeconds = 1;

    /// <summary>
    /// Seconds without any sample in which what was measured falls to a quarter; to a twentieth it takes 17.
    /// </summary>
    private const double FadeSeconds = 5;

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
    /// <remarks>No exponential: this runs for every node at every pick.</remarks>
    public double At(long now, double secondsPerTick)
    {
        var root = 1 + (Age(now, secondsPerTick) * (1 / FadeSeconds));
        return _seconds / (root * root);
    }

    /// <summary>With one more sample.</summary>
    public PeakLatency With(double sample, long now, double secondsPerTick)
    {
        if (double.IsNaN(_seconds))
        {
            return new PeakLatency(sample, now);
        }

        var share = sample > _seconds ? Rise : 1 - Math.Exp(-Age(now, secondsPerTick) / FallSeconds);
        return new PeakLatency(_seconds + ((sample - _seconds) * share), Math.Max(now, _at));
    }

    private double Age(long now, double secondsPerTick) => Math.Max(0, now - _at) * secondsPerTick;
}
