namespace CdcReplicator.Router;

/// <summary>
/// When a session has to leave a node that left the read set: after a grace time, in which the node may return; then
/// between transactions, and after as long again in any case. Used on the loop's thread.
/// </summary>
internal sealed class HandOver : IDisposable
{
    private const long Never = long.MaxValue;

    private readonly RelayContext _relay;
    private readonly NodeLease _lease;
    private readonly Action<Action> _post;
    private CancellationTokenRegistration _left;
    private long _leaveAt = Never;
    private long _endAt = Never;

    /// <param name="relay">What all share.</param>
    /// <param name="lease">The session's use of the node.</param>
    /// <param name="post">Does something on the loop's thread.</param>
    public HandOver(RelayContext relay, NodeLease lease, Action<Action> post)
    {
        _relay = relay;
        _lease = lease;
        _post = post;
        Watch();
    }

    /// <summary>Whether the node has left, and was not seen to return.</summary>
    public bool IsNear => _leaveAt != Never;

    /// <summary>Whether the session has to end now.</summary>
    /// <param name="now">The clock's timestamp.</param>
    /// <param name="isIdle">Whether it is outside of a transaction.</param>
    public bool IsDue(long now, bool isIdle)
    {
        if (now < _leaveAt)
        {
            return false;
        }

        if (!_lease.NodeLeft.IsCancellationRequested)
        {
            // It has returned, for a new term.
            _leaveAt = _endAt = Never;
            _left.Dispose();
            Watch();
            return false;
        }

        return isIdle || now >= _endAt;
    }

    public void Dispose() => _left.Dispose();

    private void Watch() =>
        _left = _lease.NodeLeft.UnsafeRegister(static handOver => ((HandOver)handOver!).OnLeft(), this);

    private void OnLeft() =>
        _post(() =>
        {
            _leaveAt = _relay.In(_relay.Options.HandOverGrace);
            _endAt = _relay.In(_relay.Options.HandOverGrace * 2);
        });
}
