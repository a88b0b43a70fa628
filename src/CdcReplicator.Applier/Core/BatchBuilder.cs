using CdcReplicator.Cluster;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// Takes from the waiting transactions what goes into the next commit: in order, one semantics, within the limits, at
/// most up to a checkpoint. One batch at a time: its lists are large, so a later one is built in them too.
/// </summary>
internal sealed class BatchBuilder(ApplierSettings settings)
{
    private readonly List<DecidedTransaction> _taken = [];
    private readonly List<ChangeTransaction> _transactions = [];
    private readonly Dictionary<string, PublisherProgress> _publishers = new(StringComparer.Ordinal);

    /// <summary>Everything in the batch.</summary>
    public IReadOnlyList<DecidedTransaction> Taken => _taken;

    /// <summary>Whether all of its rows are in memory.</summary>
    public bool IsInMemory { get; private set; }

    /// <summary>Whether any of its transactions is of a snapshot.</summary>
    public bool HasSnapshotMarks { get; private set; }

    /// <summary>Whether any of what it takes was there before.</summary>
    public bool HasDuplicates { get; private set; }

    /// <summary>Whether characters were taken out of any of its transactions.</summary>
    public bool HasStripped { get; private set; }

    /// <summary>Whether some have control messages that order nothing.</summary>
    public bool HasIgnored { get; private set; }

    /// <summary>Whether some are control messages.</summary>
    public bool HasControls { get; private set; }

    /// <summary>The checkpoint the batch ends with, or null.</summary>
    public ChangeTransaction? Checkpoint { get; private set; }

    /// <summary>Builds the batch. The one before must be released.</summary>
    /// <param name="waiting">What waits; the batch is taken off its front.</param>
    /// <param name="expected">The position now.</param>
    /// <param name="readMark">How far the log is read; the position goes there if nothing is left waiting.</param>
    /// <param name="maxTransactions">Limit for this batch.</param>
    /// <param name="maxRows">Limit for this batch, unless its first transaction has more.</param>
    public ApplierBatch Take(
        Queue<DecidedTransaction> waiting,
        NodePosition expected,
        LogMark? readMark,
        int maxTransactions,
        long maxRows
    )
    {
        Checkpoint = null;
        IsInMemory = true;
        HasSnapshotMarks = false;
        HasDuplicates = false;
        HasStripped = false;
        HasIgnored = false;
        HasControls = false;
        long rows = 0;
        long bytes = 0;
        List<PublishedRejection>? rejected = null;
        var semantics = WriteSemantics.Trusted;
        LogMark? mark = null;
        while (Checkpoint is null && waiting.TryPeek(out var next))
        {
            if (!next.IsPassedOver)
            {
                var fits =
                    _transactions.Count == 0
                    || (
                        next.Transaction.Semantics == semantics
                        && _transactions.Count < maxTransactions
                        && rows + next.Completed.RowCount <= maxRows
                        && bytes + next.Completed.Bytes <= settings.MaxBytesPerCommit
                    );
                if (!fits)
                {
                    break;
                }

                semantics = next.Transaction.Semantics;
                rows += next.Completed.RowCount;
                bytes += next.Completed.Bytes;
                IsInMemory &= !next.Completed.IsSpooled;
                HasSnapshotMarks |= next.Transaction.IsOfSnapshot;
                HasStripped |= next.Transaction.StrippedNulls > 0;
                _transactions.Add(next.Transaction);
            }

            waiting.Dequeue();
            _taken.Add(next);
            mark = next.Completed.After;
            if (next.Progress is { } progress)
            {
                _publishers[progress.Publisher] = progress;
            }

            HasDuplicates |= next.IsDuplicate;
            HasIgnored |= next.Ignored is not null;
            HasControls |= next.Transaction.Control is not null || next.Ignored is not null;
            if (next.Rejection is { } rejection)
            {
                var stamp = next.Transaction.Stamp?.Publisher ?? "";
                (rejected ??= []).Add(new PublishedRejection(next.Transaction.Sequence, stamp, rejection));
            }

            Checkpoint = next.IsCheckpoint ? next.Transaction : null;
        }

        if (waiting.Count == 0 && Checkpoint is null)
        {
            mark = readMark ?? mark;
        }

        return new ApplierBatch
        {
            Semantics = semantics,
            Transactions = _transactions,
            Expected = expected,
            Next = mark?.ToPosition() ?? expected,
            Publishers = [.. _publishers.Values],
            Rejected = rejected ?? [],
            Rows = rows,
        };
    }

    /// <summary>The batch is done: gives its memory and spool files back.</summary>
    public void Release()
    {
        foreach (var taken in _taken)
        {
            taken.Completed.Release();
        }

        _taken.Clear();
        _transactions.Clear();
        _publishers.Clear();
    }
}
