using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Applies trusted transactions by their net effect. A change that cannot be folded is written by itself, between what comes before and what comes
/// behind; a net effect that the database refuses is undone and its changes are written one by one.
/// </summary>
internal sealed class TrustedBatch(NodeCatalog catalog) : NodeBatch(catalog)
{
    private readonly List<RowChange> _pending = [];
    private readonly TrustedPlanner _planner = new(catalog);
    private IEnumerator<(ChangeTransaction? Whole, RowChange? Change)>? _rest;
    private (ChangeTransaction? Whole, RowChange? Change) _alone;

    /// <inheritdoc/>
    protected override void Begin()
    {
        _rest = Split(Transactions).GetEnumerator();
        Gather();
    }

    /// <inheritdoc/>
    protected override async Task ApplyAsync(Verdict[] verdicts, IBatchTarget target, CancellationToken stop)
    {
        while (true)
        {
            await WriteGatheredAsync(target, stop).ConfigureAwait(false);
            if (_alone.Whole is { } transaction)
            {
                await target.ApplyAsync(transaction, stop).ConfigureAwait(false);
            }
            else if (_alone.Change is { } change)
            {
                await target.WriteTrustedAsync(change, stop).ConfigureAwait(false);
            }

            if (_rest is null)
            {
                return;
            }

            Gather();
        }
    }

    /// <inheritdoc/>
    protected override void Clear()
    {
        _pending.Clear();
        _planner.Clear();
    }

    /// <summary>Folds what comes next, up to what cannot be folded or to the limit.</summary>
    private void Gather()
    {
        _alone = default;
        while (_rest!.MoveNext())
        {
            if (_rest.Current.Change is not { } change || !_planner.TryAdd(change))
            {
                _alone = _rest.Current;
                return;
            }

            _pending.Add(change);
            if (_pending.Count >= BatchLimits.Rows && _planner.Rows >= BatchLimits.Rows)
            {
                return;
            }
        }

        _rest.Dispose();
        _rest = null;
    }

    private async Task WriteGatheredAsync(IBatchTarget target, CancellationToken stop)
    {
        if (_pending.Count == 0)
        {
            return;
        }

        if (
            _pending.Count < BatchLimits.FewChanges
            || !await target.TryWriteAsync(_planner.ToPlan(), stop).ConfigureAwait(false)
        )
        {
            foreach (var change in _pending)
            {
                await target.WriteTrustedAsync(change, stop).ConfigureAwait(false);
            }
        }

        Clear();
    }

    /// <summary>What is folded, row by row, and the transactions that have to be applied as they are.</summary>
    private static IEnumerable<(ChangeTransaction? Whole, RowChange? Change)> Split(
        IReadOnlyList<ChangeTransaction> transactions
    )
    {
        foreach (var transaction in transactions)
        {
            if (transaction.Snapshot is SnapshotMark.First or SnapshotMark.Middle or SnapshotMark.Last)
            {
                yield return (transaction, null);
            }
            else if (transaction.Control is null)
            {
                foreach (var change in transaction.Rows)
                {
                    yield return (null, change);
                }
            }
        }
    }
}
