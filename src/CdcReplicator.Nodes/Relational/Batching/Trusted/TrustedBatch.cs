namespace CdcReplicator.Nodes;

/// <summary>
/// Applies trusted transactions by their net effect. A change that cannot be folded is written by itself, between what
/// comes before and what comes after; a net effect that the database refuses is undone and its changes are written one
/// by one.
/// </summary>
internal sealed class TrustedBatch(NodeCatalog catalog, IBatchStore store, int limit) : NodeBatch(catalog)
{
    private readonly TrustedPlanner _planner = new(catalog);
    private readonly ChangeCursor _next = new();
    private readonly ChangeCursor _again = new();
    private ChangePlace _gatheredFrom;
    private BatchPlan? _plan;
    private int _gathered;
    private bool _isAlone;
    private bool _isOver;

    /// <inheritdoc/>
    protected override void Begin()
    {
        _isOver = false;
        _next.Begin(Transactions);
        Gather();
        if (_plan is not null)
        {
            store.Expect(_plan);
        }
    }

    /// <inheritdoc/>
    protected override async Task ApplyAsync(Verdict[] verdicts, BatchRun run, CancellationToken stop)
    {
        while (true)
        {
            await WriteGatheredAsync(run, stop).ConfigureAwait(false);
            if (_isAlone)
            {
                await (
                    _next.IsWhole
                        ? run.OneByOne.ApplyAsync(_next.Transaction, stop)
                        : run.OneByOne.WriteTrustedAsync(_next.Transaction, _next.Change, stop)
                ).ConfigureAwait(false);
            }

            if (_isOver)
            {
                return;
            }

            Gather();
        }
    }

    /// <inheritdoc/>
    protected override void Clear()
    {
        _next.End();
        _again.End();
        Forget();
    }

    /// <summary>Takes in what comes next, and plans it if that is worth it.</summary>
    private void Gather()
    {
        _gatheredFrom = _next.Place;
        Fold();
        _plan = _gathered >= BatchLimits.FewChanges ? _planner.ToPlan() : null;
    }

    /// <summary>Folds what comes next, up to what cannot be folded or to the limit.</summary>
    private void Fold()
    {
        _isAlone = false;
        while (_next.MoveNext())
        {
            if (_next.IsWhole || !_planner.TryAdd(_next.Change, _next.Transaction.Source))
            {
                _isAlone = true;
                return;
            }

            _gathered++;
            if (_gathered >= limit && _planner.Rows >= limit)
            {
                return;
            }
        }

        _isOver = true;
    }

    private async Task WriteGatheredAsync(BatchRun run, CancellationToken stop)
    {
        if (_gathered == 0)
        {
            return;
        }

        if (
            _plan is null
            || run.OneByOne.FollowsSnapshot
            || !await run.TryWriteAsync(_plan, stop).ConfigureAwait(false)
        )
        {
            _again.Begin(Transactions, _gatheredFrom);
            for (var i = 0; i < _gathered && _again.MoveNext(); i++)
            {
                await run.OneByOne.WriteTrustedAsync(_again.Transaction, _again.Change, stop).ConfigureAwait(false);
            }
        }

        Forget();
    }

    private void Forget()
    {
        _planner.Clear();
        _plan = null;
        _gathered = 0;
    }
}
