using CdcReplicator.Model;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.ChangeLog;

/// <summary>Publishes a member's status at a steady pace, and at once when told that it changed.</summary>
public sealed class MemberHeartbeat : IAsyncDisposable
{
    /// <summary>Default pace: 500 ms, so that a member is dead only after several missed beats.</summary>
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan FarewellPatience = TimeSpan.FromSeconds(2);

    private readonly MemberStore _store;
    private readonly Func<MemberStatus> _status;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly NewsSignal _nudged = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _beating;
    private bool _isUnheard;
    private string _nodeId = "(not known yet)";

    /// <summary>Starts beating.</summary>
    /// <param name="store">Where to.</param>
    /// <param name="status">The member's status now; called from the heartbeat's own task.</param>
    /// <param name="interval">The pace, well below <see cref="MemberStore.DeadAfter"/>.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told of beats that failed; the next one is tried as usual.</param>
    public MemberHeartbeat(
        MemberStore store,
        Func<MemberStatus> status,
        TimeSpan interval,
        TimeProvider time,
        ILogger<MemberHeartbeat> logger
    )
    {
        _store = store;
        _status = status;
        _interval = interval;
        _time = time;
        _logger = logger;
        _beating = Task.Run(BeatAsync);
    }

    /// <summary>The status has changed: publish it now.</summary>
    public void Nudge() => _nudged.Ring();

    /// <summary>Stops, after publishing the status once more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _beating.ConfigureAwait(false);
        using var patience = new CancellationTokenSource(FarewellPatience, _time);
        await PublishAsync(patience.Token).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task BeatAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var nudged = _nudged.Next;
            await PublishAsync(_stop.Token).ConfigureAwait(false);
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            await Task.WhenAny(nudged, Task.Delay(_interval, _time, pause.Token)).ConfigureAwait(false);
            await pause.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        try
        {
            var status = _status();
            _nodeId = status.NodeId;
            await _store.PublishAsync(status, cancellationToken).ConfigureAwait(false);
            if (_isUnheard)
            {
                _isUnheard = false;
                MembershipLog.HeartbeatPublished(_logger, _nodeId);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopping; the farewell has its own patience, and a missed one only shows as a missed beat.
        }
        catch (Exception error)
        {
            // Of whatever kind: an applier that works but beats no more would be taken for dead. Told once, because the
            // log may be away for hours.
            if (!_isUnheard)
            {
                _isUnheard = true;
                MembershipLog.HeartbeatFailed(_logger, _nodeId, error.Message);
            }
        }
    }
}
