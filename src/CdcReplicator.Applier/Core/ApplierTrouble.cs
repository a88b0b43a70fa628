using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// What a failure leads to: opening the node again at once, after a pause, standing by, or a halt. Keeps what decides
/// it: faults and unknown outcomes in a row, what may heal, up to where transactions go one by one, and a restart that
/// waits for the batch under way. Does nothing itself.
/// </summary>
/// <param name="settings">Pauses and limits.</param>
internal sealed class ApplierTrouble(ApplierSettings settings)
{
    private (bool Asked, ReplicationException? Error) _restart;
    private (long Applied, long? Sequence)? _openedFor;
    private NodePosition? _standbyPosition;
    private bool _mustRest;
    private long? _sought;
    private long _retryAt;
    private int _faults;
    private int _unknownOutcomes;
    private bool _applyFaulted;

    /// <summary>Why the node is not well; null if it is.</summary>
    public string? Reason { get; private set; }

    /// <summary>
    /// Whether a change of the node's tables or rights may mend what it halted at. It is opened every few seconds then,
    /// and shown as halted until what stopped it is done.
    /// </summary>
    public bool MayHeal { get; private set; }

    /// <summary>At which sequence it last halted; null if at none.</summary>
    public long? HaltedAt { get; private set; }

    /// <summary>At which sequence an operator paused it last; null if nobody did.</summary>
    public long? PausedAt { get; private set; }

    /// <summary>Where the log ended when that pause was given.</summary>
    public long PauseGivenAt { get; private set; }

    /// <summary>
    /// Up to this sequence transactions are applied one by one, to find the one that cannot be taken.
    /// </summary>
    public long SoloUntil { get; private set; } = -1;

    /// <summary>Whether another applier has the node.</summary>
    public bool StandsBy { get; private set; }

    /// <summary>Whether an operator has forgotten the node.</summary>
    public bool IsForgotten { get; private set; }

    /// <summary>Whether it halted because the log no longer holds what the node needs.</summary>
    public bool IsBehindRetention { get; private set; }

    /// <summary>Whether the applier begins anew as soon as no batch is under way.</summary>
    public bool IsRestartAsked => _restart.Asked;

    /// <summary>When the node is to be opened again, by time alone; null if it is not.</summary>
    public long? RetryAt(ApplierPhase phase) =>
        phase == ApplierPhase.Waiting || (phase == ApplierPhase.Halted && MayHeal) ? _retryAt : null;

    /// <summary>Opening or applying failed; nothing of the batch is committed.</summary>
    /// <param name="error">Why.</param>
    /// <param name="sequence">The transaction it happened at, if it was one.</param>
    /// <param name="at">When.</param>
    public TroubleStep NodeFaulted(ReplicationException error, long? sequence, in ApplierMoment at)
    {
        _applyFaulted = at.UnderWay is not null;
        _restart = default;
        if (at.IsHalted)
        {
            return TroubleStep.GoOn;
        }

        if (error.IsTransient)
        {
            return Retry(error, at);
        }

        if (at.UnderWay > 1 && sequence is { } last)
        {
            // The transactions before the one that cannot be taken are sound: apply them one by one before halting at
            // it.
            SoloUntil = last;
            return TroubleStep.Open;
        }

        return StopAt(error, sequence, at);
    }

    /// <summary>A commit got no answer.</summary>
    public TroubleStep CommitUnknown(ReplicationException error, in ApplierMoment at)
    {
        _restart = default;
        _applyFaulted = true;
        _unknownOutcomes++;
        return !error.IsTransient && _unknownOutcomes >= settings.MaxUnknownOutcomes ? Halt(error, null, at)
            : at.IsHalted ? TroubleStep.GoOn
            : Retry(error, at);
    }

    /// <summary>Another applier has moved the position.</summary>
    public TroubleStep Fenced(ReplicationException error, in ApplierMoment at)
    {
        if (at.IsHalted)
        {
            return TroubleStep.GoOn;
        }

        _restart = default;
        StandsBy = true;
        _mustRest = true;
        _standbyPosition = null;
        Reason = error.Message;
        return StandBy(at.Now + settings.StandbyInterval);
    }

    /// <summary>Another applier works on the node, and gives signs of life.</summary>
    public TroubleStep Served(ReplicationException error, in ApplierMoment at)
    {
        ArgumentNullException.ThrowIfNull(error);
        _restart = default;
        StandsBy = true;
        _mustRest = false;
        Reason = error.Message;
        return StandBy(at.Now + settings.TurnInterval);
    }

    /// <summary>An operator has forgotten the node.</summary>
    public TroubleStep Forgotten(ReplicationException error, in ApplierMoment at)
    {
        IsForgotten = true;
        return Halt(error, null, at);
    }

    /// <summary>The log is another one, or no longer holds what the node needs.</summary>
    public TroubleStep Mismatched(LogMismatchException error, in ApplierMoment at)
    {
        var step = Halt(error, null, at);
        IsBehindRetention = step == TroubleStep.Halt ? error.IsBehindRetention : IsBehindRetention;
        return step;
    }

    /// <summary>An operator lets the node, which was forgotten, be a member again.</summary>
    public TroubleStep Readmitted()
    {
        IsForgotten = false;
        Reason = null;
        return TroubleStep.Open;
    }

    /// <summary>Opening failed for now and is tried again by itself.</summary>
    public void Unreachable(ReplicationException error)
    {
        Reason = error.Message;
        MayHeal = false;
    }

    /// <summary>Nothing can go on: halt, at a sequence if it is known.</summary>
    public TroubleStep Halt(ReplicationException error, long? sequence, in ApplierMoment at)
    {
        ArgumentNullException.ThrowIfNull(error);
        return Halt(HaltText.Of(error, sequence), sequence, at);
    }

    private TroubleStep Halt(string reason, long? sequence, in ApplierMoment at)
    {
        if (at.IsHalted)
        {
            return TroubleStep.GoOn;
        }

        _restart = default;
        MayHeal = false;
        StandsBy = false;
        IsBehindRetention = false;
        Reason = reason;
        HaltedAt = sequence;
        _sought = sequence ?? _sought;
        return TroubleStep.Halt;
    }

    /// <summary>An operator's order stops the node, and everything before it is applied.</summary>
    public TroubleStep Pause(LogStop.Pause pause)
    {
        ArgumentNullException.ThrowIfNull(pause);
        _restart = default;
        MayHeal = false;
        PausedAt = pause.Sequence;
        PauseGivenAt = pause.Order.GivenAt;
        Reason = HaltText.Paused(pause);
        return TroubleStep.Pause;
    }

    /// <summary>
    /// An operator has ended the pause. Being opened meanwhile, the node passes it over when it gets there.
    /// </summary>
    public TroubleStep Resumed(ApplierPhase phase)
    {
        if (phase != ApplierPhase.Paused)
        {
            return TroubleStep.GoOn;
        }

        Reason = null;
        return TroubleStep.Open;
    }

    /// <summary>What was read ahead may be wrong: begin anew after the batch under way, if there is one.</summary>
    /// <param name="error">A fault, after which to pause; null if there is none.</param>
    /// <param name="at">When.</param>
    public TroubleStep AskRestart(ReplicationException? error, in ApplierMoment at)
    {
        _restart = (true, error ?? _restart.Error);
        return at.UnderWay is null ? Restart(at) : TroubleStep.GoOn;
    }

    /// <summary>No batch is under way: the restart that was asked for, if one was.</summary>
    public TroubleStep Restart(in ApplierMoment at)
    {
        var (isAsked, error) = _restart;
        _restart = default;
        return !isAsked ? TroubleStep.GoOn
            : error is null ? TroubleStep.Open
            : Retry(error, at);
    }

    /// <summary>
    /// The node is open. After the fence, a position that still moves is moved by somebody: stand by. One that rests
    /// may be taken; if that is wrong the fence says so.
    /// </summary>
    /// <param name="found">The position found.</param>
    /// <param name="known">The position known before; null if there is none.</param>
    /// <param name="now">The time, milliseconds.</param>
    public TroubleStep Opened(NodePosition found, NodePosition? known, long now)
    {
        if (_mustRest && _standbyPosition != found)
        {
            _standbyPosition = found;
            return StandBy(now + settings.StandbyInterval);
        }

        StandsBy = false;
        _mustRest = false;
        if (known != found)
        {
            // The commit whose answer was lost has happened: there is nothing left of that fault.
            EndFaults();
        }

        return TroubleStep.GoOn;
    }

    /// <summary>The log is the one the position belongs to.</summary>
    /// <returns>Whether the search for an operator's order ends.</returns>
    public bool Verified() => !_applyFaulted && Clear();

    /// <summary>A batch is committed.</summary>
    /// <returns>Whether the search for an operator's order ends.</returns>
    public bool Committed(ApplierPhase phase)
    {
        EndFaults();
        return phase != ApplierPhase.Halted && Clear();
    }

    /// <summary>An operator has given an order about a sequence.</summary>
    /// <returns>Whether it was searched for; the search ends with it.</returns>
    public bool Ordered(long sequence)
    {
        var isSought = _sought == sequence;
        _sought = isSought ? null : _sought;
        return isSought;
    }

    /// <summary>
    /// The order that was searched for was found. Being opened meanwhile, the node passes over the sequence, or halts
    /// once more and finds the order again.
    /// </summary>
    public TroubleStep GoOnAfterOrder(ApplierPhase phase)
    {
        if (phase != ApplierPhase.Halted)
        {
            return TroubleStep.GoOn;
        }

        Clear();
        return TroubleStep.Open;
    }

    /// <summary>Halts at a fault, unless opening the node again, which reads its tables anew, may be enough.</summary>
    private TroubleStep StopAt(ReplicationException error, long? sequence, in ApplierMoment at)
    {
        if (!error.MayHeal)
        {
            return Halt(error, sequence, at);
        }

        var place = (at.Applied, sequence);
        if (_openedFor != place)
        {
            _openedFor = place;
            return TroubleStep.Open;
        }

        var step = Halt(HaltText.Of(error, sequence, settings.LookInterval), sequence, at);
        MayHeal = true;
        _retryAt = at.Now + settings.LookInterval;
        return step;
    }

    private TroubleStep Retry(ReplicationException error, in ApplierMoment at)
    {
        _faults++;
        var delay = settings.FirstRetryDelay << Math.Min(_faults - 1, 20);
        _retryAt = at.Now + Math.Min(delay, settings.MaxRetryDelay);
        MayHeal = false;
        Reason = error.Message;
        return TroubleStep.Retry;
    }

    private TroubleStep StandBy(long until)
    {
        _retryAt = until;
        MayHeal = false;
        return TroubleStep.StandBy;
    }

    private void EndFaults()
    {
        _faults = 0;
        _unknownOutcomes = 0;
        _applyFaulted = false;
    }

    private bool Clear()
    {
        var wasSought = _sought is not null;
        _sought = null;
        Reason = null;
        MayHeal = false;
        _openedFor = null;
        return wasSought;
    }
}
