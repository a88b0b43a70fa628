using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Applier;

/// <summary>
/// Everything an applier decides, as a step function: what happened goes in with the time, what to do comes out. No
/// thread, no clock, no IO of its own (the spool is given), so that a simulator can drive it. Whatever goes wrong has
/// one way out: open the node again, believe the position found there, verify the log against it and read from its
/// restart offset.
/// </summary>
public sealed partial class ApplierCore(ClusterSettings cluster, ApplierSettings settings, ITransactionSpool spool)
{
    private readonly StatusReporter _reporter = new(settings);
    private readonly CommitPace _pace = new(settings);
    private readonly WaitingAge _waiting = new();
    private readonly LogEnd _end = new();
    private readonly ApplierCounts _counts = new();
    private readonly OperatorOrders _orders = new();
    private List<ApplierEffect> _effects = [];
    private ApplierPhase _phase = ApplierPhase.New;
    private long _now;

    private SnapshotLedger _snapshots = new(new Dictionary<string, SnapshotState>());
    private NodeOpening? _opening;
    private NodePosition? _position;
    private LogFollower? _follower;
    private (ApplierBatch Batch, BatchBuilder Content)? _inFlight;
    private (ApplierBatch Batch, BatchBuilder Content)? _next;
    private BatchBuilder? _done;
    private (bool Asked, ReplicationException? Error) _restart;
    private bool _digesting;
    private bool _verifying;
    private long _applyStarted;
    private long _lastCommit;
    private long _lastVerify;
    private long _retryAt;
    private long _soloUntil = -1;
    private int _faults;
    private bool _applyFaulted;
    private int _unknownOutcomes;
    private bool _standsBy;
    private bool _isForgotten;
    private NodePosition? _standbyPosition;
    private string? _reason;
    private Divergence? _finding;
    private long _applied;

    /// <summary>Who signs orders that count; null if the operator's name is enough.</summary>
    public OrderKeys? OrderKeys { get; init; }

    /// <summary>Whether records may be given now. What was read is kept by the caller until then.</summary>
    public bool WantsRecords =>
        _phase == ApplierPhase.Following && !_restart.Asked && _follower is { WantsRecords: true };

    /// <summary>
    /// True if the last step postponed releasing the finished batch so that the next one could start first. Perform the
    /// effects, then call Step again at once; pass a Tick if there is nothing else to report.
    /// </summary>
    public bool HasPutOff => _done is not null;

    /// <summary>When to step with a tick at the latest, on the scale of the times given.</summary>
    public long NextWake
    {
        get
        {
            var wake = _reporter.NextReport(_position);
            if (_phase == ApplierPhase.Waiting || IsHealing)
            {
                wake = Math.Min(wake, _retryAt);
            }

            if (_phase == ApplierPhase.Following && !_looking)
            {
                wake = Math.Min(wake, _lastLook + settings.LookInterval);
            }

            if (HasIdleAdvance())
            {
                wake = Math.Min(wake, _lastCommit + settings.IdleAdvanceInterval);
            }

            return wake;
        }
    }

    /// <summary>Takes what happened; returns what to do, in order.</summary>
    /// <param name="input">What happened.</param>
    /// <param name="now">The time in milliseconds; never falls.</param>
    public IReadOnlyList<ApplierEffect> Step(ApplierInput input, long now)
    {
        _effects = [];
        _now = now;
        GiveBack();
        Handle(input);
        Pump();
        if (_inFlight is null)
        {
            GiveBack();
        }

        Report();
        return _effects;
    }

    private void Handle(ApplierInput input)
    {
        switch (input)
        {
            case ApplierInput.Started:
                Open();
                break;
            case ApplierInput.Tick:
                OnTick();
                break;
            case ApplierInput.NodeOpened opened when _phase == ApplierPhase.Opening:
                // What was followed meanwhile may be newer.
                _finding ??= opened.Finding;
                OnOpened(opened.Opening);
                break;
            case ApplierInput.NodeUnreachable unreachable when _phase == ApplierPhase.Opening:
                _reason = unreachable.Error.Message;
                _mayHeal = false;
                break;
            case ApplierInput.LogVerified:
                OnVerified();
                break;
            case ApplierInput.EventsRead read when _phase == ApplierPhase.Following:
                OnEvents(read.Block.Events);
                break;
            case ApplierInput.RecordUndecodable bad when _phase == ApplierPhase.Following:
                _follower!.TakeUndecodable(bad.Record, bad.Error);
                TellTaken();
                break;
            case ApplierInput.BatchApplied applied:
                OnApplied(applied.Verdicts);
                break;
            case ApplierInput.NodeCompared compared:
                _finding = compared.Finding;
                break;
            case ApplierInput.DigestBegun:
                _digesting = false;
                break;
            case ApplierInput.LogEndKnown known:
                OnLogEnd(known.Bounds);
                break;
            case ApplierInput.NodeReadmitted when _isForgotten:
                _isForgotten = false;
                _reason = null;
                Open();
                break;
            case ApplierInput.NodeLooked looked:
                OnLooked(looked.IsAsOpened);
                break;
            case ApplierInput.SkipFound found:
                OnOrder(_orders.Skips, found.Sequence);
                break;
            case ApplierInput.SourceAccepted accepted:
                OnOrder(_orders.Accepts, accepted.Sequence);
                break;
            default:
                HandleTrouble(input);
                break;
        }
    }

    private void OnTick()
    {
        if ((_phase == ApplierPhase.Waiting || IsHealing) && _now >= _retryAt)
        {
            Open();
            return;
        }

        Look();
        if (
            _phase == ApplierPhase.Following
            && _position!.LastAppliedSequence >= 0
            && _now - _lastVerify >= settings.VerifyInterval
        )
        {
            Verify();
        }
    }

    private void Verify()
    {
        if (!_verifying)
        {
            _verifying = true;
            _effects.Add(new ApplierEffect.VerifyLog(_position!));
        }
    }

    private void OnLogEnd(LogBounds? bounds)
    {
        var isOther = _end.Take(bounds, _position);
        _waiting.Note(_end.Bounds, _now);
        if (isOther && _phase == ApplierPhase.Following)
        {
            Verify();
        }
    }

    private void Open()
    {
        EndBatch();
        DropFollower();
        _phase = ApplierPhase.Opening;
        _effects.Add(new ApplierEffect.OpenNode());
    }

    private void OnOpened(NodeOpening opening)
    {
        // A position that still moves is moved by somebody: stand by. One that rests may be taken; if that is wrong the
        // fence says so.
        if (_standsBy && _standbyPosition != opening.Position)
        {
            _standbyPosition = opening.Position;
            _position = opening.Position;
            WaitUntil(_now + settings.StandbyInterval, _reason);
            return;
        }

        _standsBy = false;
        if (_position != opening.Position)
        {
            // The commit whose answer was lost has happened: there is nothing left of that fault.
            _unknownOutcomes = 0;
            _faults = 0;
            _applyFaulted = false;
        }

        _opening = opening;
        _position = opening.Position;
        _snapshots = new SnapshotLedger(opening.Snapshots);
        _phase = ApplierPhase.Verifying;
        _effects.Add(new ApplierEffect.VerifyLog(opening.Position));
    }

    private void OnVerified()
    {
        _verifying = false;
        _lastVerify = _now;
        _end.Verified();
        if (_phase != ApplierPhase.Verifying)
        {
            return;
        }

        _phase = ApplierPhase.Following;
        _lastCommit = _now;
        _lastLook = _now;
        _follower = new LogFollower(cluster, settings, _opening!, spool, _orders, OrderKeys);
        _effects.Add(new ApplierEffect.StartReading(_position!.RestartOffset));
        if (!_applyFaulted)
        {
            _reason = null;
            Healed();
        }
    }

    private void OnEvents(ReadOnlySpan<LogEvent> events)
    {
        try
        {
            foreach (ref readonly var logEvent in events)
            {
                _follower!.Take(logEvent);
            }
        }
        catch (NodeFaultException spoolFault)
        {
            AskRestart(spoolFault);
        }

        TellTaken();
    }

    // Before a position covers it: others take what is after a position and not rejected as accepted.
    private void TellTaken()
    {
        foreach (var sequence in _follower?.TakeSkipped() ?? [])
        {
            _counts.NoteSkip();
            _effects.Add(new ApplierEffect.PublishSkip(sequence));
        }

        foreach (var (source, sequence) in _follower?.TakeRepetitions() ?? [])
        {
            _effects.Add(new ApplierEffect.TellRepetition(source, sequence));
        }
    }

    private void DropFollower()
    {
        _next?.Content.Release();
        _next = null;
        _follower?.Release();
        _follower = null;
        _verifying = false;
        _digesting = false;
        _looking = false;
    }

    private void EndBatch()
    {
        _inFlight?.Content.Release();
        _inFlight = null;
    }

    // Thousands of transactions: some milliseconds, for which the database need not wait.
    private void GiveBack()
    {
        _done?.Release();
        _done = null;
    }

    private void Pump()
    {
        if (_phase != ApplierPhase.Following || _restart.Asked)
        {
            return;
        }

        if (_inFlight is null && !_digesting)
        {
            Apply();
        }

        // Only full batches: what comes meanwhile belongs into the next commit too, if it has room. Not before the one
        // begun is on its way.
        if (_done is null && _inFlight is var (batch, _) && _next is null && _follower!.HasFullBatch(_pace.Rows))
        {
            _next = _follower.NextBatch(batch.Next, _soloUntil, _pace.Rows);
            if (_next.Value.Content.IsInMemory)
            {
                _effects.Add(new ApplierEffect.PrepareBatch(_next.Value.Batch));
            }
        }
    }

    private void Apply()
    {
        if (_next is not null)
        {
            (_inFlight, _next) = (_next, null);
        }
        else if (_follower!.HasEffects || (HasIdleAdvance() && IsIdleAdvanceDue()))
        {
            _inFlight = _follower.NextBatch(_position!, _soloUntil, _pace.Rows);
        }
        else
        {
            if (_follower.Stop is { } stop)
            {
                Halt(stop.Error.Message, stop.Sequence, (stop.Error as UnjudgedSourceException)?.SourceName);
            }

            return;
        }

        _applyStarted = _now;
        _effects.Add(new ApplierEffect.ApplyBatch(_inFlight!.Value.Batch));
    }

    private bool HasIdleAdvance() =>
        _phase == ApplierPhase.Following
        && _inFlight is null
        && _follower is { Stop: null, Mark: { } mark }
        && mark.Record.Offset > _position!.LastAppliedSequence;

    private bool IsIdleAdvanceDue() =>
        _now - _lastCommit >= settings.IdleAdvanceInterval
        || !_follower!.WantsRecords
        || _follower!.Mark!.Value.Record.Offset - _position!.LastAppliedSequence >= settings.IdleAdvanceRecords;

    private void Report()
    {
        var report = _reporter.Decide(
            _now,
            new ApplierFacts(_phase, _reason, _mayHeal, _position, _end.Bounds, _snapshots.HasOpen, _applied, _standsBy)
            {
                Finding = _finding,
                HaltedAt = _haltedAt,
                IsForgotten = _isForgotten,
                Lag = _position is null ? null : _waiting.Of(_position, _now),
                HasReachedFirstEnd = _position is not null && _waiting.HasReachedFirstEnd(_position),
                Tally = _counts.Tally(),
            },
            _follower
        );
        if (report is not null)
        {
            _effects.Add(new ApplierEffect.PublishStatus(report));
        }
    }
}
