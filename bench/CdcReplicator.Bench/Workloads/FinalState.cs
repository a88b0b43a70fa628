using System.Runtime.InteropServices;
using CdcReplicator.Model;

namespace CdcReplicator.Bench;

/// <summary>
/// The rows a workload must leave, worked out from the workload alone. Two passes, so that no row is held: the first
/// finds the last change of each key, the second gives out what that change wrote.
/// </summary>
internal sealed class FinalState
{
    private readonly Workload _workload;
    private readonly long _transactions;
    private readonly Dictionary<BenchTable, Dictionary<long, long>> _lastChange = [];

    public FinalState(Workload workload, long transactions)
    {
        _workload = workload;
        _transactions = transactions;
        foreach (var transaction in workload.Transactions(transactions))
        {
            foreach (var change in transaction)
            {
                Changes++;
                if (change.Table.HasKey)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(KeysOf(change.Table), change.Key, out _) = Changes;
                }
            }
        }
    }

    /// <summary>How many changes the transactions have.</summary>
    public long Changes { get; }

    /// <summary>The rows, in no particular order. A row must not be kept while the next is taken.</summary>
    public IEnumerable<WorkloadRow> Rows()
    {
        foreach (var row in _workload.SeedRows())
        {
            if (!row.Table.HasKey || !KeysOf(row.Table).ContainsKey(row.Values[0].AsInt64()))
            {
                yield return row;
            }
        }

        var place = 0L;
        foreach (var transaction in _workload.Transactions(_transactions))
        {
            foreach (var change in transaction)
            {
                place++;
                if (change.Operation != ChangeOperation.Delete && IsLast(change, place))
                {
                    yield return new WorkloadRow(change.Table, change.Row);
                }
            }
        }
    }

    private bool IsLast(WorkloadChange change, long place) =>
        !change.Table.HasKey || KeysOf(change.Table)[change.Key] == place;

    private Dictionary<long, long> KeysOf(BenchTable table) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_lastChange, table, out _) ??= [];
}
