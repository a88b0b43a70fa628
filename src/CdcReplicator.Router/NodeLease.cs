namespace CdcReplicator.Router;

/// <summary>
/// One use of a node: a connection, a query. The router learns from it how busy, how fast and how sound the node is.
/// Safe for concurrent use; disposing it twice counts once.
/// </summary>
internal sealed class NodeLease : IDisposable
{
    private const int Open = 0;
    private const int Reported = 1;
    private const int Disposed = 2;

    private readonly KnownNode _node;
    private readonly TimeProvider _clock;
    private readonly long _takenAt;
    private int _state;

    internal NodeLease(KnownNode node, TimeProvider clock)
    {
        _node = node;
        _clock = clock;
        _takenAt = clock.GetTimestamp();
        node.Meter.Enter();
    }

    /// <summary>
    /// Cancelled when the node leaves the read set: drained, halted, diverged, dead or removed. Lag is no reason. A new
    /// read would go elsewhere, but what is being read stays true. Ask again after it has been cancelled: a node that
    /// has returned since begins a new term, with a token of its own.
    /// </summary>
    public CancellationToken NodeLeft => _node.Left;

    /// <summary>
    /// Tells how long one use took: the time to connect, or a query's. May be reported many times. If it never is, the
    /// time until disposal counts.
    /// </summary>
    public void ReportLatency(TimeSpan latency)
    {
        Interlocked.CompareExchange(ref _state, Reported, Open);
        _node.Meter.Observe(latency, _clock.GetTimestamp());
    }

    /// <summary>
    /// Tells that the node failed: fewer reads go there for a while. Not for errors of the caller's own (SQL that is
    /// wrong).
    /// </summary>
    public void ReportFailure()
    {
        Interlocked.CompareExchange(ref _state, Reported, Open);
        _node.Meter.Fail(_clock.GetTimestamp());
    }

    /// <summary>Ends a use of which nothing is to be learned: it did not come about, or goes on out of sight.</summary>
    public void Abandon()
    {
        Interlocked.CompareExchange(ref _state, Reported, Open);
        Dispose();
    }

    /// <summary>Ends a use that did not come about.</summary>
    /// <param name="isInnocent">Whether the node is not to blame.</param>
    internal void Fail(bool isInnocent)
    {
        if (!isInnocent)
        {
            ReportFailure();
        }

        Abandon();
    }

    /// <summary>Ends the use.</summary>
    public void Dispose()
    {
        var before = Interlocked.Exchange(ref _state, Disposed);
        if (before == Disposed)
        {
            return;
        }

        if (before == Open)
        {
            _node.Meter.Observe(_clock.GetElapsedTime(_takenAt), _clock.GetTimestamp());
        }

        _node.Meter.Leave();
    }
}
