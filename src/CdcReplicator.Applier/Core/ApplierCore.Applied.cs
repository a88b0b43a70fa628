using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <content>What a batch that is committed means.</content>
public sealed partial class ApplierCore
{
    private void OnApplied(IReadOnlyList<Verdict> verdicts)
    {
        if (_inFlight is not var (batch, content))
        {
            return;
        }

        if (content.HasSnapshotMarks || _snapshots.IsWaiting)
        {
            NoteSnapshots(batch.Transactions);
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

        if (content.HasIgnored)
        {
            foreach (var first in _counts.NoteIgnored(content.Taken))
            {
                _effects.Add(
                    new ApplierEffect.TellIgnored(
                        first.Transaction.Source,
                        first.Transaction.Sequence,
                        first.Ignored!.Why
                    )
                );
            }
        }

        _pace.Note(batch.Rows, _now - _applyStarted);
        _applied += batch.Transactions.Count;
        _position = batch.Next;
        _lastCommit = _now;
        _faults = 0;
        _applyFaulted = false;
        _unknownOutcomes = 0;
        if (_phase != ApplierPhase.Halted)
        {
            _reason = null;
            Healed();
        }

        (_done, _inFlight) = (content, null);
        if (content.Checkpoint is { Control: { } control } checkpoint)
        {
            _digesting = true;
            _effects.Add(new ApplierEffect.TakeDigest(control, checkpoint.Sequence));
        }

        if (_restart.Asked)
        {
            Restart();
        }
    }

    private void NoteSnapshots(IReadOnlyList<ChangeTransaction> transactions)
    {
        foreach (var transaction in transactions)
        {
            _snapshots.Take(transaction);
        }
    }
}
