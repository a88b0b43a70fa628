using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>Reads PostgreSQL's catalog. Partitioned tables and their partitions are both tables.</summary>
/// <param name="connection">The connection.</param>
/// <param name="version">The server's version.</param>
/// <param name="isReplica">Whether trusted changes are written as a replica.</param>
internal sealed class PostgresCatalogReader(NpgsqlConnection connection, PostgresVersion version, bool isReplica)
{
    private readonly PostgresTypeReader _types = new(connection);
    private readonly PostgresCatalogRows _rows = new(connection, version);
    private readonly PostgresPartitionReader _partitions = new(connection);

    /// <summary>All tables of users.</summary>
    public async Task<IReadOnlyList<CatalogTable>> ReadAsync(CancellationToken stop)
    {
        var columns = await _rows.ReadColumnsAsync(stop).ConfigureAwait(false);
        var indexes = await _rows.ReadIndexesAsync(stop).ConfigureAwait(false);
        var constraints = await _rows.ReadConstraintsAsync(stop).ConfigureAwait(false);
        var actors = await _rows.ReadActorsAsync(stop).ConfigureAwait(false);
        var parents = await _partitions.ReadParentsAsync(stop).ConfigureAwait(false);
        var partitioned = await _partitions.ReadPartitionedAsync(stop).ConfigureAwait(false);
        var hiding = await _rows.ReadHidingAsync(stop).ConfigureAwait(false);
        await _types
            .ReadAsync(columns.Where(c => c.Column is not null).Select(c => (c.Type, c.Modifier)), stop)
            .ConfigureAwait(false);
        var tables = new List<CatalogTable>();
        foreach (var ofTable in columns.GroupBy(column => (column.Table, column.Name)))
        {
            var built = PostgresTableBuilder.Build(
                ofTable.Key.Name,
                [
                    .. ofTable
                        .Where(column => column.Column is not null)
                        .Select(column => column.ToDefinition(_types.Of(column.Type, column.Modifier))),
                ],
                [.. indexes.Where(index => index.Table == ofTable.Key.Table)],
                [.. constraints.Where(constraint => constraint.Table == ofTable.Key.Table)],
                PostgresTableFacts.Of(
                    [.. ofTable],
                    [.. indexes.Where(index => index.Table == ofTable.Key.Table)],
                    [.. constraints.Where(constraint => constraint.Table == ofTable.Key.Table)],
                    [.. actors.Where(actor => actor.Table == ofTable.Key.Table).Select(actor => actor.When)],
                    partitioned.ContainsKey(ofTable.Key.Table) || parents.ContainsKey(ofTable.Key.Table),
                    isReplica
                )
            );
            var definition = built.Definition with
            {
                PartitionOf = parents.TryGetValue(ofTable.Key.Table, out var parent) ? parent : null,
                KindConstraints = PostgresKindConstraints.Of(
                    built.Definition,
                    [.. indexes.Where(index => index.Table == ofTable.Key.Table)],
                    [.. constraints.Where(constraint => constraint.Table == ofTable.Key.Table)],
                    partitioned.GetValueOrDefault(ofTable.Key.Table)
                ),
            };
            tables.Add(
                built with
                {
                    Definition = definition,
                    HidesRows = hiding.Contains(ofTable.Key.Table),
                    Equalities = ofTable
                        .Where(column => column.Column is not null)
                        .Select(column => (column.Column, Equality: _types.EqualityOf(column.Type, column.Modifier)))
                        .Where(column => column.Equality is not null)
                        .ToDictionary(column => column.Column!, column => column.Equality!),
                }
            );
        }

        return tables;
    }
}
