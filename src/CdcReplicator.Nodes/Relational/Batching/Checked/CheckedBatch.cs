using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Applies checked transactions, as many at a time as can be decided in memory; those that are rejected are recorded
/// together. The first one that cannot be decided so is applied by itself, and one that is longer than what is decided
/// at a time in pieces.
/// </summary>
internal sealed class CheckedBatch(NodeCatalog catalog, IBatchStore store, CheckedPace pace, int limit)
    : NodeBatch(catalog)
{
    private readonly CheckedGroup _group = new(catalog, store, pace, limit, rejects: true);

    /// <inheritdoc/>
    protected override void Begin()
    {
        Gather(0);
        _group.Foresee();
    }

    /// <inheritdoc/>
    protected override async Task ApplyAsync(Verdict[] verdicts, BatchRun run, CancellationToken stop)
    {
        for (var next = 0; next < verdicts.Length; )
        {
            if (IsLong(Transactions[next]))
            {
                var pieces = new LongTransaction(Transactions[next], Catalog, store, limit);
                verdicts[next++] = await pieces.ApplyAsync(run, stop).ConfigureAwait(false);
                _group.Clear();
                continue;
            }

            // What was gathered and decided ahead serves, unless rows have turned out since not to be as assumed.
            if (next > 0 || _group.IsOutdated)
            {
                Gather(next);
            }

            var (decided, ownWay) = await _group.TakeAsync(run, stop).ConfigureAwait(false);
            if (decided > 0 && _group.Rejected.Count > 0)
            {
                await RejectAsync(next, verdicts, run, stop).ConfigureAwait(false);
            }

            next += decided;
            for (; ownWay > 0; ownWay--, next++)
            {
                verdicts[next] = await run.OneByOne.ApplyAsync(Transactions[next], stop).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    protected override void Clear() => _group.Clear();

    private async Task RejectAsync(int first, Verdict[] verdicts, BatchRun run, CancellationToken stop)
    {
        var rejected = new List<RejectedTransaction>(_group.Rejected.Count);
        foreach (var (place, refusal) in _group.Rejected)
        {
            verdicts[first + place] = Verdict.Rejected(refusal.Rejection);
            rejected.Add(new RejectedTransaction(Transactions[first + place], refusal.Rejection));
        }

        await run.RecordAsync(rejected, stop).ConfigureAwait(false);
    }

    /// <summary>Takes the changes of the next transactions in, up to the first that cannot be.</summary>
    private void Gather(int first)
    {
        _group.Begin();
        for (var i = first; i < Transactions.Count && _group.HasRoom; i++)
        {
            if (IsLong(Transactions[i]) || !_group.TryAdd(Transactions[i]))
            {
                return;
            }
        }
    }

    private bool IsLong(ChangeTransaction transaction) =>
        transaction.Control is null && transaction.IsLongerThan(limit);
}
