namespace CdcReplicator.Applier;

/// <summary>
/// A timer that is set anew only to ring earlier. Setting one costs more than a turn of the loop; ringing in vain costs
/// one turn.
/// </summary>
internal sealed class Alarm : IAsyncDisposable
{
    private readonly ITimer _timer;
    private long _ringsAt = long.MaxValue;

    /// <param name="time">The clock.</param>
    /// <param name="ring">Called when it rings, on any thread.</param>
    public Alarm(TimeProvider time, Action ring) =>
        _timer = time.CreateTimer(
            _ =>
            {
                // First, so that whoever is woken sets it again: it may ring a moment before the time it was set to.
                Volatile.Write(ref _ringsAt, long.MaxValue);
                ring();
            },
            null,
            System.Threading.Timeout.InfiniteTimeSpan,
            System.Threading.Timeout.InfiniteTimeSpan
        );

    /// <summary>Rings at <paramref name="time"/> or before.</summary>
    /// <param name="time">When, in milliseconds.</param>
    /// <param name="now">Now, on the same scale.</param>
    public void WakeAt(long time, long now)
    {
        if (Volatile.Read(ref _ringsAt) <= time)
        {
            return;
        }

        var pause = Math.Max(1, time - now);
        Volatile.Write(ref _ringsAt, now + pause);
        _timer.Change(TimeSpan.FromMilliseconds(pause), System.Threading.Timeout.InfiniteTimeSpan);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();
}
