namespace CdcReplicator.ChangeLog;

/// <summary>
/// Tells when fetching stands still though there is room again. librdkafka looks at a full queue once a second only, unless something else wakes the thread of
/// that broker; a reader that empties it sooner would starve for the rest of that second.
/// </summary>
internal sealed class FetchWatch(TimeProvider time)
{
    /// <summary>Fewer waiting messages than this are no full queue worth a question.</summary>
    private const long Worthwhile = 500;
    private static readonly TimeSpan Stillness = TimeSpan.FromMilliseconds(20);

    private long _queued;
    private long _peak;
    private long _arrivedAt;

    /// <summary>Whether the leader should be asked something now: half of what had arrived was taken, and nothing came meanwhile.</summary>
    /// <param name="queued">Messages that wait now.</param>
    /// <param name="taken">Messages taken since the last call.</param>
    public bool IsStill(long queued, long taken)
    {
        if (queued > _queued - taken)
        {
            _peak = queued;
            _arrivedAt = time.GetTimestamp();
        }

        _queued = queued;
        if (_peak < Worthwhile || queued > _peak / 2 || time.GetElapsedTime(_arrivedAt) < Stillness)
        {
            return false;
        }

        _peak = queued;
        return true;
    }
}
