using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Applier;

/// <summary>
/// Everything an applier decides, as a step function: what happened goes in with the time, what to do comes out. No
/// thread, no clock, no IO of its own (the spool is given), so that a simulator can drive it. When batches go is
/// decided by <see cref="BatchPipeline"/>, what failures lead to by <see cref="ApplierTrouble"/>; here it becomes
/// effects. Whatever goes wrong has one way out: open the node again, believe the position found there, verify the log
/// against it and read from its restart offset.
/// </summary>
internal sealed partial class ApplierCore(ClusterSettings cluster, ApplierSettings settings, ITransactionSpool spool)
{
    private readonly StatusReporter _reporter = new(settings);
    private readonly BatchPipeline _batches = new(settings);
    private readonly ApplierTrouble _trouble = new(settings);
    private readonly Recurring _look = new(settings.LookInterval);
    private readonly Recurring _verification = new(settings.VerifyInterval);
    private readonly ProofDuty _proof = new(settings);
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
    private Divergence? _finding;
    private JoinStanding? _joining;

    /// <summary>Who signs orders that count; null if the operator's name is enough.</summary>
    public OrderKeys? OrderKeys { get; init; }

    /// <summary>Whether records may be given now. What was read is kept by the caller until then.</summary>
    public bool WantsRecords => IsFollowing && !_trouble.IsRestartAsked && _follower is { WantsRecords: true };

    /// <summary>
    /// True if the last step postponed releasing the finished batch so that the next one could start first. Perform the
    /// effects, then call Step again at once; pass a Tick if there is nothing else to report.
    /// </summary>
    public bool HasPutOff => _batches.HasPutOff;

    /// <summary>When to step with a tick at the latest, on the scale of the times given.</summary>
    public long NextWake
    {
        get
        {
            var wake = Math.Min(_reporter.NextReport(_position), _trouble.RetryAt(_phase) ?? long.MaxValue);
            return IsFollowing
                ? Math.Min(wake, Math.Min(_look.NextAt ?? long.MaxValue, IdleAdvanceAt() ?? long.MaxValue))
                : wake;
        }
    }

    private bool IsFollowing => _phase == ApplierPhase.Following;

    private ApplierMoment Moment =>
        new(_phase, _batches.UnderWay?.Batch.Transactions.Count, _position?.LastAppliedSequence ?? -1, _now);

    /// <summary>Takes what happened; returns what to do, in order.</summary>
    /// <param name="input">What happened.</param>
    /// <param name="now">The time in milliseconds; never falls.</param>
    public IReadOnlyList<ApplierEffect> Step(ApplierInput input, long now)
    {
        _effects = [];
        _now = now;
        _batches.TakePutOff()?.Release();
        Handle(input);
        Pump();
        AskForProof();
        _batches.TakeDone()?.Release();
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
            case ApplierInput.LogVerified:
                OnVerified();
                break;
            case ApplierInput.EventsRead read when IsFollowing:
                OnEvents(read.Block.Events);
                break;
            case ApplierInput.RecordUndecodable bad when IsFollowing:
                _follower!.TakeUndecodable(bad.Record, bad.Error);
                TellTaken();
                break;
            case ApplierInput.BatchApplied applied:
                OnApplied(applied.Verdicts);
                break;
            case ApplierInput.NodeCompared compared:
                OnCompared(compared.Finding);
                break;
            case ApplierInput.Joining joining when _phase == ApplierPhase.Opening:
                _joining = joining.Standing;
                break;
            case ApplierInput.ProofTaken taken:
                _proof.Take(taken.Outcome, _now);
                _finding = taken.Finding ?? _finding;
                break;
            case ApplierInput.DigestBegun:
                _batches.DigestBegun();
                break;
            case ApplierInput.LogEndKnown known:
                OnLogEnd(known.Bounds);
                break;
            default:
                HandleTrouble(input);
                break;
        }
    }

    private void OnTick()
    {
        if (_trouble.RetryAt(_phase) <= _now)
        {
            Open();
            return;
        }

        if (IsFollowing && _look.NextAt <= _now && _look.TryBegin())
        {
            _effects.Add(new ApplierEffect.LookAtNode());
        }

        if (IsFollowing && _position!.LastAppliedSequence >= 0 && _verification.NextAt <= _now)
        {
            Verify();
        }
    }

    private void Verify()
    {
        if (_verification.TryBegin())
        {
            _effects.Add(new ApplierEffect.VerifyLog(_position!));
        }
    }

    private void OnLogEnd(LogBounds? bounds)
    {
        var isOther = _end.Take(bounds, _position);
        _waiting.Note(_end.Bounds, _now);
        if (isOther && IsFollowing)
        {
            Verify();
        }
    }

    private void Open()
    {
        _batches.End()?.Release();
        DropFollower();
        _phase = ApplierPhase.Opening;
        _effects.Add(new ApplierEffect.OpenNode());
    }

    private void OnOpened(NodeOpening opening)
    {
        _joining = null;
        _proof.Opened(opening.OwedProof);
        var step = _trouble.Opened(opening.Position, _position, _now);
        _position = opening.Position;
        if (step != TroubleStep.GoOn)
        {
            Do(step);
            return;
        }

        _opening = opening;
        _snapshots = new SnapshotLedger(opening.Snapshots);
        _phase = ApplierPhase.Verifying;
        _effects.Add(new ApplierEffect.VerifyLog(opening.Position));
    }

    private void OnVerified()
    {
        _verification.End(_now);
        _end.Verified();
        if (_phase != ApplierPhase.Verifying)
        {
            return;
        }

        _phase = ApplierPhase.Following;
        _batches.Follow(_now);
        _look.End(_now);
        _follower = new LogFollower(cluster, settings, _opening!, spool, _orders, OrderKeys);
        _effects.Add(new ApplierEffect.StartReading(_position!.RestartOffset));
        EndSeekIf(_trouble.Verified());
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
        _batches.ForgetNext()?.Release();
        _follower?.Release();
        _follower = null;
        _verification.Forget();
        _look.Forget();
        _proof.Forget();
    }

    private void Report()
    {
        var report = _reporter.Decide(
            _now,
            new ApplierFacts(
                _phase,
                _trouble.Reason,
                _trouble.MayHeal,
                _position,
                _end.Bounds,
                _snapshots.HasOpen,
                _counts.Applied,
                _trouble.StandsBy
            )
            {
                Finding = _finding,
                Joining = _joining,
                ProofOwed = _proof.Reason,
                HaltedAt = _trouble.HaltedAt,
                IsForgotten = _trouble.IsForgotten,
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
