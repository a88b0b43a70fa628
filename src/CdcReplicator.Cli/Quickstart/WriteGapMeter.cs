namespace CdcReplicator.Cli;

/// <summary>
/// The longest time between two acknowledged writes, by phase: what a writer would have noticed. A gap belongs to the
/// phase in which it ended.
/// </summary>
internal sealed class WriteGapMeter(TimeProvider time)
{
    /// <summary>The resolution of gaps as they were measured.</summary>
    public static readonly TimeSpan ExactResolution = TimeSpan.FromMilliseconds(0.1);

    private readonly Lock _lock = new();
    private readonly double[] _longest = new double[3];
    private long? _lastAcknowledged;
    private WritePhase _phase;

    /// <summary>Starts another phase.</summary>
    public void Enter(WritePhase phase)
    {
        lock (_lock)
        {
            _phase = phase;
        }
    }

    /// <summary>A write was acknowledged now.</summary>
    public void Acknowledged()
    {
        var now = time.GetTimestamp();
        lock (_lock)
        {
            if (_lastAcknowledged is { } last)
            {
                var gap = time.GetElapsedTime(last, now).TotalMilliseconds;
                _longest[(int)_phase] = Math.Max(_longest[(int)_phase], gap);
            }

            _lastAcknowledged = now;
        }
    }

    /// <summary>
    /// The longest gaps, rounded up to a resolution. Differences below the interval at which each teller writes are the
    /// workload's own schedule, not a pause of the system.
    /// </summary>
    public WriteGaps Report(TimeSpan resolution)
    {
        lock (_lock)
        {
            return new WriteGaps(
                RoundUp(_longest[(int)WritePhase.Before], resolution),
                RoundUp(_longest[(int)WritePhase.NodeDead], resolution),
                RoundUp(_longest[(int)WritePhase.CatchingUp], resolution)
            );
        }
    }

    private static double RoundUp(double milliseconds, TimeSpan resolution) =>
        Math.Round(Math.Ceiling(milliseconds / resolution.TotalMilliseconds) * resolution.TotalMilliseconds, digits: 1);
}
