using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Applies checked transactions, as many at a time as can be shown to be accepted: reads what they touch once, decides in memory in order, and writes the
/// net effect. The first one that cannot be decided so is applied by itself.
/// </summary>
internal sealed class CheckedBatch(NodeCatalog catalog, IBatchTarget target)
{
    private const int SmallestWindow = 8;

    /// <summary>Transactions looked at together: fewer while many cannot be decided, since what was read for those behind is read again.</summary>
    private int _window = int.MaxValue;

    /// <summary>Applies them, in order.</summary>
    public async Task<Verdict[]> ApplyAsync(IReadOnlyList<ChangeTransaction> transactions, CancellationToken stop)
    {
        var verdicts = new Verdict[transactions.Count];
        Array.Fill(verdicts, Verdict.Accepted);
        for (var next = 0; next < verdicts.Length; )
        {
            var (accepted, ownWay) = await TakeAsync(transactions, next, stop).ConfigureAwait(false);
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
        CancellationToken stop
    )
    {
        var reader = new CheckedReader(catalog);
        var read = Read(reader, transactions, first, out var changes);
        if (changes < BatchLimits.FewChanges)
        {
            return (0, Math.Max(1, read.Count));
        }

        foreach (var table in reader.Tables)
        {
            await target.ReadAsync(table.Known, stop).ConfigureAwait(false);
        }

        var planner = new CheckedPlanner(reader);
        var accepted = 0;
        while (accepted < read.Count && planner.TryAccept(read[accepted]))
        {
            accepted++;
        }

        var isWhole = accepted == read.Count;
        _window = isWhole ? Math.Max(_window, _window * 2) : Math.Max(SmallestWindow, accepted * 2);
        if (accepted > 0 && !await target.TryWriteAsync(planner.ToPlan(), stop).ConfigureAwait(false))
        {
            return (0, accepted);
        }

        return (accepted, isWhole ? 0 : 1);
    }

    private List<List<CheckedChange>> Read(
        CheckedReader reader,
        IReadOnlyList<ChangeTransaction> transactions,
        int first,
        out int changes
    )
    {
        var all = new List<List<CheckedChange>>();
        changes = 0;
        for (var i = first; i < transactions.Count && all.Count < _window; i++)
        {
            if (Read(reader, transactions[i], BatchLimits.Rows - changes) is not { } transaction)
            {
                break;
            }

            all.Add(transaction);
            changes += transaction.Count;
        }

        return all;
    }

    private static List<CheckedChange>? Read(CheckedReader reader, ChangeTransaction transaction, int most)
    {
        var changes = new List<CheckedChange>();
        if (transaction.Control is not null)
        {
            return changes;
        }

        foreach (var row in transaction.Rows)
        {
            if (changes.Count == most || reader.Read(row) is not { } change)
            {
                return null;
            }

            changes.Add(change);
        }

        return changes;
    }
}
