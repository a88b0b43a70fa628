using System.Globalization;

namespace CdcReplicator.Bench;

/// <summary>
/// What writers and readers notice of an outage, by phase: how long a write takes to be acknowledged, the longest time
/// in which none was, and how late the other nodes are.
/// </summary>
internal sealed class OutageMeter(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly PhaseSamples _writes = new("write");
    private readonly PhaseSamples _gaps = new("gap between writes");
    private readonly PhaseSamples _lags = new("lag of another node");
    private long? _lastAcknowledged;
    private volatile OutagePhase _phase = OutagePhase.Between;
    private int _failed;

    /// <summary>The phase that what happens now counts to.</summary>
    public OutagePhase Phase
    {
        get => _phase;
        set => _phase = value;
    }

    /// <summary>A write was acknowledged now.</summary>
    /// <param name="started">When it was begun.</param>
    public void Acknowledged(long started)
    {
        var now = time.GetTimestamp();
        var phase = _phase;
        _writes.Add(phase, time.GetElapsedTime(started, now).TotalMilliseconds);
        lock (_lock)
        {
            if (_lastAcknowledged is { } last)
            {
                _gaps.Add(phase, Math.Max(0, time.GetElapsedTime(last, now).TotalMilliseconds));
            }

            _lastAcknowledged = now;
        }
    }

    /// <summary>A write failed.</summary>
    public void Failed(ReplicationException error)
    {
        if (Interlocked.Increment(ref _failed) == 1)
        {
            BenchProgress.Say(string.Create(CultureInfo.InvariantCulture, $"A write failed: {error.Message}"));
        }
    }

    /// <summary>A node that stayed has a row that was acknowledged this long ago.</summary>
    public void Seen(double milliseconds) => _lags.Add(_phase, milliseconds);

    /// <summary>The figures of a round.</summary>
    /// <param name="backlog">Records that the node had to catch up with.</param>
    /// <param name="catchUp">From its start until it was level.</param>
    public OutageSample Sample(long backlog, TimeSpan catchUp) =>
        new(backlog, Math.Round(catchUp.TotalSeconds, digits: 2), _failed, _writes.P99(), _gaps.Longest(), _lags.P99());
}
