using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Applies trusted transactions by their net effect. A change that cannot be folded is written by itself, between what comes before and what comes
/// behind; a net effect that the database refuses is undone and its changes are written one by one.
/// </summary>
internal sealed class TrustedBatch(NodeCatalog catalog, IBatchTarget target)
{
    private readonly List<RowChange> _pending = [];
    private TrustedPlanner _planner = new(catalog);

    /// <summary>Applies them, in order.</summary>
    public async Task ApplyAsync(IReadOnlyList<ChangeTransaction> transactions, CancellationToken stop)
    {
        foreach (var transaction in transactions)
        {
            if (transaction.Snapshot is SnapshotMark.First or SnapshotMark.Middle or SnapshotMark.Last)
            {
                await FlushAsync(stop).ConfigureAwait(false);
                await target.ApplyAsync(transaction, stop).ConfigureAwait(false);
            }
            else if (transaction.Control is null)
            {
                await TakeAsync(transaction.Rows, stop).ConfigureAwait(false);
            }
        }

        await FlushAsync(stop).ConfigureAwait(false);
    }

    private async Task TakeAsync(IEnumerable<RowChange> rows, CancellationToken stop)
    {
        foreach (var change in rows)
        {
            if (!_planner.TryAdd(change))
            {
                await FlushAsync(stop).ConfigureAwait(false);
                await target.WriteTrustedAsync(change, stop).ConfigureAwait(false);
                continue;
            }

            _pending.Add(change);
            if (_pending.Count >= BatchLimits.Rows && _planner.Rows >= BatchLimits.Rows)
            {
                await FlushAsync(stop).ConfigureAwait(false);
            }
        }
    }

    private async Task FlushAsync(CancellationToken stop)
    {
        if (_pending.Count == 0)
        {
            return;
        }

        var plan = _planner;
        _planner = new TrustedPlanner(catalog);
        if (
            _pending.Count < BatchLimits.FewChanges
            || !await target.TryWriteAsync(plan.ToPlan(), stop).ConfigureAwait(false)
        )
        {
            foreach (var change in _pending)
            {
                await target.WriteTrustedAsync(change, stop).ConfigureAwait(false);
            }
        }

        _pending.Clear();
    }
}
