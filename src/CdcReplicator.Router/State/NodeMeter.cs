namespace CdcReplicator.Router;

/// <summary>
/// What this process measures of one node: reads in flight, latency, failures. Lock-free; outlives snapshots, because a
/// heartbeat must not forget it. Times are timestamps of the router's clock.
/// </summary>
internal sealed class NodeMeter(TimeProvider clock)
{
    private static readonly TimeSpan FirstRest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(5);

    private readonly double _ticksPerSecond = clock.TimestampFrequency;
    private readonly double _secondsPerTick = 1.0 / clock.TimestampFrequency;
    private PeakLatency _latency = PeakLatency.Unknown;
    private int _inFlight;
    private int _failures;
    private long _restUntil = long.MinValue;

    /// <summary>Reads that have the node now.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Failures since the last success.</summary>
    public int Failures => Volatile.Read(ref _failures);

    /// <summary>Until when the node is spared after a failure.</summary>
    public long RestUntil => Volatile.Read(ref _restUntil);

    /// <summary>Latency in seconds as it is expected now; NaN if none is known.</summary>
    public double Latency(long now) => Volatile.Read(ref _latency).At(now, _secondsPerTick);

    public void Enter() => Interlocked.Increment(ref _inFlight);

    public void Leave() => Interlocked.Decrement(ref _inFlight);

    /// <summary>A use succeeded and took so long.</summary>
    public void Observe(TimeSpan latency, long now)
    {
        PeakLatency known;
        PeakLatency next;
        do
        {
            known = Volatile.Read(ref _latency);
            next = known.With(latency.TotalSeconds, now, _secondsPerTick);
        } while (Interlocked.CompareExchange(ref _latency, next, known) != known);

        if (Failures > 0)
        {
            Volatile.Write(ref _failures, 0);
            Volatile.Write(ref _restUntil, long.MinValue);
        }
    }

    /// <summary>A use failed. How quickly says nothing about the node, so it leaves the latency alone.</summary>
    public void Fail(long now)
    {
        var failures = Interlocked.Increment(ref _failures);
        var rest = Math.Min(LongestRest.TotalSeconds, FirstRest.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 10)));
        Volatile.Write(ref _restUntil, now + (long)(rest * _ticksPerSecond));
    }

    /// <summary>
    /// Whether a read may go there: always while nothing failed; after a failure one read a rest, whose outcome decides
    /// for the others.
    /// </summary>
    public bool TryUse(long now)
    {
        if (Failures == 0)
        {
            return true;
        }

        var until = RestUntil;
        return now >= until
            && Interlocked.CompareExchange(
                ref _restUntil,
                now + (long)(FirstRest.TotalSeconds * _ticksPerSecond),
                until
            ) == until;
    }

    /// <summary>Forgets what was measured: the node has been away.</summary>
    public void Renew()
    {
        Volatile.Write(ref _latency, PeakLatency.Unknown);
        Volatile.Write(ref _failures, 0);
        Volatile.Write(ref _restUntil, long.MinValue);
    }
}
