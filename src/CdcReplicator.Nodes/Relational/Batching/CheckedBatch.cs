using System.Runtime.InteropServices;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Applies checked transactions, as many at a time as can be shown to be accepted: reads what they touch once, decides in memory in order, and writes the
/// net effect. The first one that cannot be decided so is applied by itself.
/// </summary>
internal sealed class CheckedBatch(NodeCatalog catalog, IBatchStore store, CheckedPace pace) : NodeBatch(catalog)
{
    private readonly CheckedReader _reader = new(catalog, assumes: true);
    private readonly List<CheckedChange> _changes = [];
    private readonly List<int> _ends = [];
    private BatchPlan? _plan;
    private int _accepted;

    /// <inheritdoc/>
    protected override void Begin()
    {
        Gather(0);
        if (_reader.IsForeseeable && _changes.Count >= BatchLimits.FewChanges)
        {
            Decide();
            store.Expect(_plan!);
        }
    }

    /// <inheritdoc/>
    protected override async Task ApplyAsync(Verdict[] verdicts, IBatchTarget target, CancellationToken stop)
    {
        for (var next = 0; next < verdicts.Length; )
        {
            // What was gathered and decided ahead serves, unless rows have turned out since not to be as assumed.
            if (next > 0 || (_reader.Assumes && !pace.MayAssume))
            {
                Gather(next);
            }

            var (accepted, ownWay) = await TakeAsync(target, stop).ConfigureAwait(false);
            next += accepted;
            for (; ownWay > 0; ownWay--, next++)
            {
                verdicts[next] = await target.ApplyAsync(Transactions[next], stop).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    protected override void Clear()
    {
        _changes.Clear();
        _ends.Clear();
        _reader.Clear(assumes: true);
        _plan = null;
    }

    /// <summary>Applies some of the gathered transactions together.</summary>
    /// <returns>How many it applied, and how many behind them have to be applied one by one.</returns>
    private async Task<(int Accepted, int OwnWay)> TakeAsync(IBatchTarget target, CancellationToken stop)
    {
        if (_changes.Count < BatchLimits.FewChanges)
        {
            return (0, Math.Max(1, _ends.Count));
        }

        foreach (var table in _reader.Tables)
        {
            await target.ReadAsync(table.Known, stop).ConfigureAwait(false);
        }

        if (_plan is null || !_reader.Tables.All(table => table.IsAsForeseen()))
        {
            foreach (var table in _reader.Tables)
            {
                table.Undecide();
                table.Known.Answer();
            }

            Decide();
        }

        var isWhole = _accepted == _ends.Count;
        pace.Decided(_accepted, isWhole);
        if (_accepted > 0 && !await target.TryWriteAsync(_plan!, stop).ConfigureAwait(false))
        {
            // Where something was assumed, the same transactions are decided again with everything asked for.
            pace.WasWrong();
            return (0, _reader.Assumes ? 0 : _accepted);
        }

        return (_accepted, isWhole ? 0 : 1);
    }

    private void Decide()
    {
        var planner = new CheckedPlanner(_reader);
        _accepted = Accept(planner);
        _plan = planner.ToPlan();
    }

    private int Accept(CheckedPlanner planner)
    {
        var changes = CollectionsMarshal.AsSpan(_changes);
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
    private void Gather(int first)
    {
        _changes.Clear();
        _ends.Clear();
        _reader.Clear(pace.MayAssume);
        _plan = null;
        for (var i = first; i < Transactions.Count && _ends.Count < pace.Window; i++)
        {
            if (!TryRead(Transactions[i]))
            {
                var end = _ends.Count == 0 ? 0 : _ends[^1];
                _changes.RemoveRange(end, _changes.Count - end);
                return;
            }

            _ends.Add(_changes.Count);
        }
    }

    private bool TryRead(ChangeTransaction transaction)
    {
        if (transaction.Control is not null)
        {
            return true;
        }

        if (!transaction.TryGetRows(out var rows))
        {
            return transaction.Rows.All(row => TryRead(row));
        }

        foreach (ref readonly var row in rows.Span)
        {
            if (!TryRead(row))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryRead(in RowChange row)
    {
        if (_changes.Count == BatchLimits.Rows || _reader.Read(row) is not { } change)
        {
            return false;
        }

        _changes.Add(change);
        return true;
    }
}
