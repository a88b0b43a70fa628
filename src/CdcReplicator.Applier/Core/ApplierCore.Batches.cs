using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <content>What the pipeline of batches says, done; and what a commit means.</content>
internal sealed partial class ApplierCore
{
    private WaitingWork Waiting => _follower!.Waiting(_position!, _batches.MaxRows);

    private long? IdleAdvanceAt() => _batches.IdleAdvanceAt(Waiting);

    private void Pump()
    {
        while (IsFollowing && !_trouble.IsRestartAsked)
        {
            switch (_batches.Decide(Waiting, _now))
            {
                case BatchStep.StartPrepared:
                    Apply(_batches.StartPrepared(_now));
                    break;
                case BatchStep.StartWaiting:
                    var taken = NextBatch(_position!);
                    _batches.Start(taken, _now);
                    Apply(taken);
                    break;
                case BatchStep.Prepare:
                    Prepare(NextBatch(_batches.UnderWay!.Value.Batch.Next));
                    break;
                case BatchStep.Stop:
                    StopAt(_follower!.Stop!);
                    break;
                default:
                    return;
            }
        }
    }

    private void StopAt(LogStop stop)
    {
        switch (stop)
        {
            case LogStop.Pause pause:
                Do(_trouble.Pause(pause));
                break;
            case LogStop.Fault fault:
                Do(
                    _trouble.Halt(fault.Error, fault.Sequence, Moment),
                    (fault.Error as UnjudgedSourceException)?.SourceName
                );
                break;
        }
    }

    private BuiltBatch NextBatch(NodePosition expected) =>
        _follower!.NextBatch(expected, _trouble.SoloUntil, _batches.MaxRows);

    private void Apply(BuiltBatch built) => _effects.Add(new ApplierEffect.ApplyBatch(built.Batch));

    private void Prepare(BuiltBatch built)
    {
        _batches.Prepare(built);
        if (built.Content.IsInMemory)
        {
            _effects.Add(new ApplierEffect.PrepareBatch(built.Batch));
        }
    }

    private void OnApplied(IReadOnlyList<Verdict> verdicts)
    {
        if (_batches.UnderWay is not var (batch, content))
        {
            return;
        }

        Note(batch, content, verdicts);
        _batches.Commit(_now);
        _position = batch.Next;
        EndSeekIf(_trouble.Committed(_phase));
        if (content.Checkpoint is { Control: { } control } checkpoint)
        {
            _effects.Add(new ApplierEffect.TakeDigest(control, checkpoint.Sequence));
        }

        Do(_trouble.Restart(Moment));
    }

    private void Note(ApplierBatch batch, BatchBuilder content, IReadOnlyList<Verdict> verdicts)
    {
        if (content.HasSnapshotMarks || _snapshots.IsWaiting)
        {
            foreach (var transaction in batch.Transactions)
            {
                _snapshots.Take(transaction);
            }
        }

        _counts.NoteVerdicts(batch, verdicts);
        if (content.HasDuplicates)
        {
            _counts.NoteDuplicates(content.Taken);
        }

        if (content.HasStripped)
        {
            _counts.NoteStripped(batch.Transactions);
        }

        if (content.HasControls)
        {
            _counts.NoteOrders(content.Taken);
        }

        if (!content.HasIgnored)
        {
            return;
        }

        foreach (var first in _counts.NoteIgnored(content.Taken))
        {
            var (source, sequence) = (first.Transaction.Source, first.Transaction.Sequence);
            _effects.Add(new ApplierEffect.TellIgnored(source, sequence, first.Ignored!.Why));
        }
    }
}
