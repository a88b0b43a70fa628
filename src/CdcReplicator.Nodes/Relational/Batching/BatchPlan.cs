using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>What a number of transactions come to, table by table.</summary>
internal sealed class BatchPlan(WriteSemantics semantics, IEnumerable<(BatchRules Rules, TableWrites Writes)> tables)
{
    private readonly TableWrites[] _parentsFirst =
    [
        .. tables.OrderBy(table => table.Rules.Rank).Select(table => table.Writes),
    ];

    /// <summary>The tables, what is referenced first.</summary>
    public IReadOnlyList<TableWrites> ParentsFirst => _parentsFirst;

    /// <summary>Writes it: rows that must go, referrers first; then everything else, what is referenced first.</summary>
    public async Task WriteAsync(IBatchStore store, CancellationToken stop)
    {
        for (var i = _parentsFirst.Length - 1; i >= 0; i--)
        {
            await store.DeleteAsync(_parentsFirst[i], semantics, stop).ConfigureAwait(false);
        }

        foreach (var table in _parentsFirst)
        {
            await store.WriteAsync(table, semantics, stop).ConfigureAwait(false);
        }
    }
}
