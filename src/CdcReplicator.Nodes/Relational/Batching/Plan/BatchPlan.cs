using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>What a number of transactions come to, table by table.</summary>
internal sealed class BatchPlan
{
    private readonly WriteSemantics _semantics;
    private readonly TableWrites[] _parentsFirst;

    /// <summary>A plan.</summary>
    public BatchPlan(WriteSemantics semantics, IReadOnlyCollection<(BatchRules Rules, TableWrites Writes)> tables)
    {
        _semantics = semantics;
        _parentsFirst = [.. tables.OrderBy(table => table.Rules.Rank).Select(table => table.Writes)];
        ProvesForeignKeys =
            semantics == WriteSemantics.Checked
            && tables.All(table => table.Writes.IsEmpty || table.Rules.ProvesForeignKeys)
            && tables.Any(table => !table.Writes.IsEmpty && table.Rules.ForeignKeys.Length > 0);
    }

    /// <summary>
    /// Whether it has foreign keys, and the parents of all rows are known to be there and stay there: the database need
    /// not look for them again.
    /// </summary>
    public bool ProvesForeignKeys { get; }

    /// <summary>The tables, what is referenced first.</summary>
    public IReadOnlyList<TableWrites> ParentsFirst => _parentsFirst;

    /// <summary>Writes it: rows that must go, referrers first; then everything else, parents first.</summary>
    public async Task WriteAsync(IBatchStore store, CancellationToken stop)
    {
        for (var i = _parentsFirst.Length - 1; i >= 0; i--)
        {
            await store.DeleteAsync(_parentsFirst[i], _semantics, stop).ConfigureAwait(false);
        }

        foreach (var table in _parentsFirst)
        {
            await store.WriteAsync(table, _semantics, stop).ConfigureAwait(false);
        }
    }
}
