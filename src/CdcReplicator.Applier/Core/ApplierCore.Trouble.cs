using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <content>What goes wrong, and the one way out of it.</content>
public sealed partial class ApplierCore
{
    private void HandleTrouble(ApplierInput input)
    {
        switch (input)
        {
            case ApplierInput.NodeFaulted faulted:
                OnNodeFault(faulted.Error, faulted.Sequence);
                break;
            case ApplierInput.WorkFailed failed:
                Halt(failed.Error.Message, null);
                break;
            case ApplierInput.CommitUnknown unknown:
                OnCommitUnknown(unknown.Error);
                break;
            case ApplierInput.NodeFenced when _phase == ApplierPhase.Halted:
                EndBatch();
                break;
            case ApplierInput.NodeFenced fenced:
                EndBatch();
                _restart = default;
                _standsBy = true;
                _standbyPosition = null;
                WaitUntil(_now + settings.StandbyInterval, fenced.Error.Message);
                break;
            case ApplierInput.NodeForgotten forgotten:
                _isForgotten = true;
                Halt(forgotten.Error.Message, null);
                break;
            case ApplierInput.LogMismatched mismatched:
                _end.Mismatched(_position);
                _waiting.Note(_end.Bounds, _now);
                Halt(mismatched.Error.Message, null);
                break;
            case ApplierInput.LogUnreachable unreachable when _phase != ApplierPhase.Halted:
                _end.Forget();
                AskRestart(unreachable.Error);
                break;
            case ApplierInput.LogInterrupted when _phase == ApplierPhase.Following:
                AskRestart(null);
                break;
        }
    }

    private void OnNodeFault(ReplicationException error, long? sequence)
    {
        var hadMany = _inFlight is { Batch.Transactions.Count: > 1 };
        _applyFaulted = _inFlight is not null;
        EndBatch();
        _restart = default;
        if (_phase == ApplierPhase.Halted)
        {
            return;
        }

        if (error.IsTransient)
        {
            Fault(error);
        }
        else if (hadMany && sequence is { } at)
        {
            // The transactions before the one that cannot be taken are sound: apply them one by one before halting at
            // it.
            _soloUntil = at;
            Open();
        }
        else
        {
            StopAt(error, sequence);
        }
    }

    private void OnCommitUnknown(ReplicationException error)
    {
        EndBatch();
        _restart = default;
        _applyFaulted = true;
        _unknownOutcomes++;
        if (!error.IsTransient && _unknownOutcomes >= settings.MaxUnknownOutcomes)
        {
            Halt(error.Message, null);
        }
        else if (_phase != ApplierPhase.Halted)
        {
            Fault(error);
        }
    }

    private void AskRestart(ReplicationException? error)
    {
        _restart = (true, error ?? _restart.Error);
        if (_inFlight is null)
        {
            Restart();
        }
    }

    private void Restart()
    {
        var error = _restart.Error;
        _restart = default;
        if (error is null)
        {
            Open();
        }
        else
        {
            Fault(error);
        }
    }

    private void Fault(ReplicationException error)
    {
        _faults++;
        _counts.NoteRetry();
        var delay = settings.FirstRetryDelay << Math.Min(_faults - 1, 20);
        WaitUntil(_now + Math.Min(delay, settings.MaxRetryDelay), error.Message);
    }

    private void WaitUntil(long time, string? reason)
    {
        DropFollower();
        _mayHeal = false;
        _phase = ApplierPhase.Waiting;
        _retryAt = time;
        _reason = reason;
        _effects.Add(new ApplierEffect.StopReading());
    }

    private void Halt(string reason, long? sequence, string? unjudged = null)
    {
        if (_phase == ApplierPhase.Halted)
        {
            return;
        }

        DropFollower();
        _restart = default;
        _phase = ApplierPhase.Halted;
        _mayHeal = false;
        _reason = reason;
        _haltedAt = sequence;
        _effects.Add(new ApplierEffect.StopReading());
        if (sequence is { } at)
        {
            _sought = at;
            _effects.Add(new ApplierEffect.SeekSkip(at, unjudged));
        }
    }
}
