using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Applier;

/// <summary>
/// Takes turns with other appliers of the node: asks whether one lives before the node is opened, says that this one
/// works on it, hears when another one says so, and says good-bye. Nothing here guards the data; the fence does.
/// </summary>
internal sealed class TurnTaking(
    IMetadataStore store,
    string nodeId,
    string self,
    TimeProvider time,
    Action<ApplierInput> post,
    ILogger logger
)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan GoodByePatience = TimeSpan.FromSeconds(2);

    private readonly ServingStore _serving = new(store);
    private readonly MemberStore _members = new(store, time);
    private (long Said, long Heard)? _signs;
    private long _heardAt;
    private TimeSpan _silentBefore;
    private long _version;
    private volatile NodeTurn _turn = NodeTurn.Free;

    /// <summary>Whose turn it is, as far as is known. Any thread may ask.</summary>
    public NodeTurn Turn => _turn;

    /// <summary>
    /// Whether the applier that works on the node has opened it, as it last said. One that is still filled must not be
    /// touched by anybody else.
    /// </summary>
    public bool IsOpenElsewhere { get; private set; }

    /// <summary>Takes the turn if it is nobody else's.</summary>
    /// <returns>Why this applier stands by; null if it works.</returns>
    /// <exception cref="LogUnavailableException">Nobody can be asked.</exception>
    public async Task<ReplicationException?> TryTakeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await LookAsync(cancellationToken);
        }
        catch (LogUnavailableException)
        {
            // Signs of life that came meanwhile were not seen: the silence begins anew.
            (_signs, _silentBefore) = ((-1, -1), TimeSpan.Zero);
            throw;
        }
    }

    /// <summary>Hears what other appliers say, until cancelled.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await foreach (var (said, version) in _serving.WatchAsync(nodeId, cancellationToken))
                {
                    Hear(said, version);
                }
            }
            catch (ReplicationException)
            {
                // Asked again below; that the log does not answer, others tell.
            }

            await Task.Delay(RetryDelay, time, cancellationToken);
        }
    }

    /// <summary>Says that this applier has stopped, so that one that stands by begins at once.</summary>
    public async Task LeaveAsync()
    {
        if (_turn != NodeTurn.Own)
        {
            return;
        }

        _turn = NodeTurn.Others;
        using var patience = new CancellationTokenSource(GoodByePatience, time);
        try
        {
            await _serving.PublishAsync(new Serving(nodeId, self, HasLeft: true), patience.Token);
        }
        catch (Exception error) when (error is ReplicationException or OperationCanceledException)
        {
            ApplierLog.LeftUnsaid(logger, nodeId, error.Message);
        }
    }

    private async Task<ReplicationException?> LookAsync(CancellationToken cancellationToken)
    {
        var said = await _serving.FindAsync(nodeId, cancellationToken);
        var entry = await _members.FindAsync(nodeId, cancellationToken);
        var heard = entry?.Status?.ApplierId;
        var other = said?.Serving is { HasLeft: false } working ? working.ApplierId : heard;
        IsOpenElsewhere =
            entry?.Status
                is {
                    State: NodeState.Active
                        or NodeState.Lagging
                        or NodeState.CatchingUp
                        or NodeState.Paused
                        or NodeState.Halted
                };
        var isFirst = _signs is null;
        Note((said?.Version ?? 0, entry?.Version ?? 0), entry?.Age ?? TimeSpan.Zero);
        var turn = TurnDecision.Decide(
            self,
            said?.Serving,
            heard,
            _silentBefore + time.GetElapsedTime(_heardAt),
            entry?.Status is { } known ? MemberStore.DeadAfterOf(known) : MemberStore.DeadAfter,
            // Only of what was there before: a process that is seen to live meanwhile may be on another machine that
            // has the same name.
            isFirst && other is not null && ApplierIdentity.IsGone(other)
        );
        if (turn == NodeTurn.Free)
        {
            Volatile.Write(
                ref _version,
                await _serving.PublishAsync(new Serving(nodeId, self, HasLeft: false), cancellationToken)
            );
            turn = NodeTurn.Own;
        }

        _turn = turn;
        return turn == NodeTurn.Own
            ? null
            : new ReplicationException(
                $"Another applier works on node '{nodeId}': {Printable.Quote(other!)}.",
                "This one stands by, and takes over when the other one stops or gives no sign of life."
            );
    }

    private void Note((long Said, long Heard) signs, TimeSpan age)
    {
        if (signs == _signs)
        {
            return;
        }

        // How long ago the first one seen was given, only the clock beside the log can tell.
        _silentBefore = _signs is null ? age : TimeSpan.Zero;
        _heardAt = time.GetTimestamp();
        _signs = signs;
    }

    private void Hear(Serving said, long version)
    {
        if (said.ApplierId == self || version <= Volatile.Read(ref _version))
        {
            return;
        }

        if (said.HasLeft)
        {
            post(new ApplierInput.OtherLeft());
        }
        else if (_turn == NodeTurn.Own)
        {
            _turn = NodeTurn.Others;
            post(new ApplierInput.OtherTookOver());
        }
    }
}
