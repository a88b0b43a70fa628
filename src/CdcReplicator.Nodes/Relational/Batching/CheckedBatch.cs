using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Applies checked transactions, as many at a time as can be shown to be accepted: reads what they touch once, decides in memory in order, and writes the
/// net effect. The first one that cannot be decided so is applied by itself.
/// </summary>
internal sealed class CheckedBatch(NodeCatalog catalog)
{
    private const int SmallestWindow = 8;

    /// <summary>After rows were not as assumed, so many batches ask for each.</summary>
    private const int CautiousBatches = 16;

    /// <summary>Transactions looked at together: fewer while many cannot be decided, since what was read for those behind is read again.</summary>
    private int _window = int.MaxValue;

    private readonly List<CheckedChange> _changes = [];
    private readonly List<int> _ends = [];
    private int _caution;

    /// <summary>Applies them, in order.</summary>
    public async Task<Verdict[]> ApplyAsync(
        IReadOnlyList<ChangeTransaction> transactions,
        IBatchTarget target,
        CancellationToken stop
    )
    {
        var verdicts = new Verdict[transactions.Count];
        Array.Fill(verdicts, Verdict.Accepted);
        for (var next = 0; next < verdicts.Length; )
        {
            var (accepted, ownWay) = await TakeAsync(transactions, next, target, stop).ConfigureAwait(false);
            next += accepted;
            for (; ownWay > 0; ownWay--, next++)
            {
                verdicts[next] = await target.ApplyAsync(transactions[next], stop).ConfigureAwait(false);
            }
        }

        return verdicts;
    }

    /// <summary>Applies some of the next transactions together.</summary>
    /// <returns>How many it applied, and how many behind them have to be applied one by one.</returns>
    private async Task<(int Accepted, int OwnWay)> TakeAsync(
        IReadOnlyList<ChangeTransaction> transactions,
        int first,
        IBatchTarget target,
        CancellationToken stop
    )
    {
        var assumes = _caution == 0;
        _caution -= assumes ? 0 : 1;
        var reader = new CheckedReader(catalog, assumes);
        Read(reader, transactions, first);
        if (_changes.Count < BatchLimits.FewChanges)
        {
            return (0, Math.Max(1, _ends.Count));
        }

        foreach (var table in reader.Tables)
        {
            await target.ReadAsync(table.Known, stop).ConfigureAwait(false);
        }

        var planner = new CheckedPlanner(reader);
        var accepted = Accept(planner);
        var isWhole = accepted == _ends.Count;
        _window = isWhole ? Math.Max(_window, _window * 2) : Math.Max(SmallestWindow, accepted * 2);
        if (accepted > 0 && !await target.TryWriteAsync(planner.ToPlan(), stop).ConfigureAwait(false))
        {
            // Where something was assumed, the same transactions are decided again with everything asked for.
            _caution = CautiousBatches;
            return (0, assumes ? 0 : accepted);
        }

        return (accepted, isWhole ? 0 : 1);
    }

    private int Accept(CheckedPlanner planner)
    {
        var changes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_changes);
        for (int i = 0, from = 0; i < _ends.Count; from = _ends[i++])
        {
            if (!planner.TryAccept(changes[from.._ends[i]]))
            {
                return i;
            }
        }

        return _ends.Count;
    }

    /// <summary>Takes the changes of the next transactions in, up to the first that cannot be.</summary>
    private void Read(CheckedReader reader, IReadOnlyList<ChangeTransaction> transactions, int first)
    {
        _changes.Clear();
        _ends.Clear();
        for (var i = first; i < transactions.Count && _ends.Count < _window; i++)
        {
            if (!TryRead(reader, transactions[i]))
            {
                _changes.RemoveRange(
                    _ends.Count == 0 ? 0 : _ends[^1],
                    _changes.Count - (_ends.Count == 0 ? 0 : _ends[^1])
                );
                return;
            }

            _ends.Add(_changes.Count);
        }
    }

    private bool TryRead(CheckedReader reader, ChangeTransaction transaction)
    {
        if (transaction.Control is not null)
        {
            return true;
        }

        foreach (var row in transaction.Rows)
        {
            if (_changes.Count == BatchLimits.Rows || reader.Read(row) is not { } change)
            {
                return false;
            }

            _changes.Add(change);
        }

        return true;
    }
}
