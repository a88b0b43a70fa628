namespace CdcReplicator.Cli;

/// <summary>
/// The longest time between two acknowledged writes, by phase: what a writer would have noticed. A gap belongs to the phase in which it ended.
/// </summary>
internal sealed class WriteGapMeter(TimeProvider time)
{
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

    /// <summary>The longest gap of a phase, milliseconds.</summary>
    public double Longest(WritePhase phase)
    {
        lock (_lock)
        {
            return Math.Round(_longest[(int)phase], 1);
        }
    }
}
