namespace CdcReplicator.Nodes;

/// <summary>Looks at what a database holds.</summary>
/// <param name="target">The database.</param>
/// <param name="ignored">Tables that are nobody's business.</param>
/// <param name="log">The log it should belong to.</param>
internal sealed class SeedLook(SeedTargetSession target, IgnoreList ignored, LogId log)
{
    /// <summary>What it holds.</summary>
    public async Task<SeedFound> FindAsync(CancellationToken stop)
    {
        var dialect = target.Database.Dialect;
        var state = await new StateStore(dialect).FindTablesAsync(target.Session, stop).ConfigureAwait(false);
        if (
            state.Contains(StateSchema.Seeding)
            && await SeedLedger.ReadAsync(target.Session, dialect, stop).ConfigureAwait(false) is { } seed
        )
        {
            return new SeedFound.Unfinished(seed.Donor, seed.Since);
        }

        var node = await FindNodeAsync(state, dialect, stop).ConfigureAwait(false);
        if (node is not null && (node.Position.LastAppliedSequence >= 0 || node.Log != log))
        {
            return node;
        }

        var (filled, hasTables) = await FindFilledAsync(dialect, stop).ConfigureAwait(false);
        return filled.Count == 0
            ? new SeedFound.Empty(hasTables)
            : (SeedFound?)node ?? new SeedFound.RowsWithoutPosition(filled);
    }

    private async Task<SeedFound.Node?> FindNodeAsync(
        IReadOnlySet<string> state,
        ISqlDialect dialect,
        CancellationToken stop
    )
    {
        if (!state.Contains(StateSchema.Position) || !state.Contains(StateSchema.Clock))
        {
            return null;
        }

        var sql = $"SELECT log_id FROM {dialect.StateTable(StateSchema.Position)}";
        var row = await target.Session.FirstRowAsync(sql, [], [StateTypes.Text], stop).ConfigureAwait(false);
        return row is null
            ? null
            : new SeedFound.Node(
                LogId.Parse(row[0].AsText()),
                await new StateStore(dialect).ReadPositionAsync(target.Session, stop).ConfigureAwait(false)
            );
    }

    private async Task<(IReadOnlyList<TableName> Filled, bool HasTables)> FindFilledAsync(
        ISqlDialect dialect,
        CancellationToken stop
    )
    {
        var (filled, hasTables) = (new List<TableName>(), false);
        var tables = await target.Database.ReadCatalogAsync(target.Session.Connection, stop).ConfigureAwait(false);
        foreach (var table in tables.Where(table => !table.IsPartition && !ignored.HasTable(table.Definition.Name)))
        {
            hasTables = true;
            var name = table.DeclaredAs ?? dialect.Table(table.Definition.Name);
            if (await target.Session.AnyAsync($"SELECT 1 FROM {name} LIMIT 1", [], stop).ConfigureAwait(false))
            {
                filled.Add(table.Definition.Name);
            }
        }

        return (filled, hasTables);
    }
}
