using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Applies trusted transactions by their net effect. A change that cannot be folded is written by itself, between what comes before and what comes
/// behind; a net effect that the database refuses is undone and its changes are written one by one.
/// </summary>
internal sealed class TrustedBatch(NodeCatalog catalog)
{
    private readonly List<RowChange> _pending = [];
    private readonly TrustedPlanner _planner = new(catalog);

    /// <summary>Applies them, in order.</summary>
    public async Task ApplyAsync(
        IReadOnlyList<ChangeTransaction> transactions,
        IBatchTarget target,
        CancellationToken stop
    )
    {
        // A batch that failed has left what it had gathered.
        Clear();
        foreach (var transaction in transactions)
        {
            if (transaction.Snapshot is SnapshotMark.First or SnapshotMark.Middle or SnapshotMark.Last)
            {
                await FlushAsync(target, stop).ConfigureAwait(false);
                await target.ApplyAsync(transaction, stop).ConfigureAwait(false);
            }
            else if (transaction.Control is null)
            {
                await TakeAsync(transaction.Rows, target, stop).ConfigureAwait(false);
            }
        }

        await FlushAsync(target, stop).ConfigureAwait(false);
    }

    private async Task TakeAsync(IEnumerable<RowChange> rows, IBatchTarget target, CancellationToken stop)
    {
        foreach (var change in rows)
        {
            if (!_planner.TryAdd(change))
            {
                await FlushAsync(target, stop).ConfigureAwait(false);
                await target.WriteTrustedAsync(change, stop).ConfigureAwait(false);
                continue;
            }

            _pending.Add(change);
            if (_pending.Count >= BatchLimits.Rows && _planner.Rows >= BatchLimits.Rows)
            {
                await FlushAsync(target, stop).ConfigureAwait(false);
            }
        }
    }

    private async Task FlushAsync(IBatchTarget target, CancellationToken stop)
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

    private void Clear()
    {
        _pending.Clear();
        _planner.Clear();
    }
}
