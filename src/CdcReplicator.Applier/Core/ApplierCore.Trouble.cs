namespace CdcReplicator.Applier;

/// <content>What trouble leads to, done.</content>
internal sealed partial class ApplierCore
{
    private void HandleTrouble(ApplierInput input)
    {
        var at = Moment;
        switch (input)
        {
            case ApplierInput.NodeUnreachable { Error: NoDonorException waits } when _phase == ApplierPhase.Opening:
                _joining = new JoinStanding(waits.Message, null);
                break;
            case ApplierInput.NodeUnreachable unreachable when _phase == ApplierPhase.Opening:
                _joining = null;
                _trouble.Unreachable(unreachable.Error);
                break;
            case ApplierInput.NodeFaulted faulted:
                _batches.End()?.Release();
                Do(_trouble.NodeFaulted(faulted.Error, faulted.Sequence, at));
                break;
            case ApplierInput.CommitUnknown unknown:
                _batches.End()?.Release();
                Do(_trouble.CommitUnknown(unknown.Error, at));
                break;
            case ApplierInput.NodeFenced fenced:
                _batches.End()?.Release();
                Do(_trouble.Fenced(fenced.Error, at));
                break;
            case ApplierInput.WorkFailed failed:
                Do(_trouble.Halt(failed.Error.Message, null, at));
                break;
            case ApplierInput.NodeForgotten forgotten:
                Do(_trouble.Forgotten(forgotten.Error, at));
                break;
            case ApplierInput.NodeReadmitted when _trouble.IsForgotten:
                Do(_trouble.Readmitted());
                break;
            case ApplierInput.LogMismatched mismatched:
                _end.Mismatched(_position);
                _waiting.Note(_end.Bounds, _now);
                Do(_trouble.Halt(mismatched.Error.Message, null, at));
                break;
            case ApplierInput.LogUnreachable unreachable when !at.IsHalted:
                _end.Forget();
                AskRestart(unreachable.Error);
                break;
            case ApplierInput.LogInterrupted when IsFollowing:
                AskRestart(null);
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
        }
    }

    // Whatever it is that has changed, or keeps the node from telling: opening it again finds out.
    private void OnLooked(bool isAsOpened)
    {
        _look.End(_now);
        if (!isAsOpened && IsFollowing)
        {
            AskRestart(null);
        }
    }

    private void OnOrder(HashSet<long> orders, long sequence)
    {
        orders.Add(sequence);
        if (_trouble.Ordered(sequence))
        {
            EndSeekIf(true);
            Do(_trouble.GoOnAfterOrder(_phase));
        }
    }

    private void AskRestart(ReplicationException? error) => Do(_trouble.AskRestart(error, Moment));

    private void Do(TroubleStep step, string? unjudged = null)
    {
        switch (step)
        {
            case TroubleStep.Open:
                Open();
                break;
            case TroubleStep.Retry:
                _counts.NoteRetry();
                Rest(ApplierPhase.Waiting);
                break;
            case TroubleStep.StandBy:
                Rest(ApplierPhase.Waiting);
                break;
            case TroubleStep.Halt:
                Rest(ApplierPhase.Halted);
                if (_trouble.HaltedAt is { } at)
                {
                    _effects.Add(new ApplierEffect.SeekSkip(at, unjudged));
                }

                break;
        }
    }

    private void Rest(ApplierPhase phase)
    {
        _joining = null;
        DropFollower();
        _phase = phase;
        _effects.Add(new ApplierEffect.StopReading());
    }

    private void EndSeekIf(bool isOver)
    {
        if (isOver)
        {
            _effects.Add(new ApplierEffect.EndSeek());
        }
    }
}
