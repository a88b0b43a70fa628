using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>Reads PostgreSQL's catalog. Partitioned tables and their partitions are both tables.</summary>
/// <param name="connection">The connection.</param>
/// <param name="version">The server's version.</param>
/// <param name="isReplica">Whether trusted changes are written as a replica.</param>
internal sealed class PostgresCatalogReader(NpgsqlConnection connection, PostgresVersion version, bool isReplica)
{
    private readonly PostgresTypeReader _types = new(connection);

    /// <summary>All tables of users.</summary>
    public async Task<IReadOnlyList<CatalogTable>> ReadAsync(CancellationToken stop)
    {
        var columns = await ReadColumnsAsync(stop).ConfigureAwait(false);
        var indexes = await ReadIndexesAsync(stop).ConfigureAwait(false);
        var constraints = await ReadConstraintsAsync(stop).ConfigureAwait(false);
        var actors = await ReadActorsAsync(stop).ConfigureAwait(false);
        var parents = await ReadPartitionsAsync(stop).ConfigureAwait(false);
        var partitioned = await ReadPartitionedAsync(stop).ConfigureAwait(false);
        var hiding = await ReadHidingAsync(stop).ConfigureAwait(false);
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

    private async Task<List<PostgresColumnRow>> ReadColumnsAsync(CancellationToken stop)
    {
        var rows = new List<PostgresColumnRow>();
        await foreach (var r in QueryAsync(PostgresCatalogSql.Columns, stop).ConfigureAwait(false))
        {
            rows.Add(
                new PostgresColumnRow(
                    r.GetInt64(0),
                    new TableName(r.GetString(1), r.GetString(2)),
                    r.IsDBNull(3) ? null : r.GetString(3),
                    r.IsDBNull(4) ? 0 : r.GetInt64(4),
                    r.IsDBNull(5) ? 0 : r.GetInt32(5),
                    !r.IsDBNull(6) && r.GetBoolean(6),
                    !r.IsDBNull(7) && r.GetBoolean(7),
                    !r.IsDBNull(8) && r.GetBoolean(8),
                    !r.IsDBNull(9) && r.GetBoolean(9),
                    !r.IsDBNull(10) && r.GetBoolean(10),
                    !r.IsDBNull(11) && r.GetBoolean(11)
                )
            );
        }

        return rows;
    }

    private async Task<List<PostgresIndexRow>> ReadIndexesAsync(CancellationToken stop)
    {
        var rows = new List<PostgresIndexRow>();
        await foreach (var r in QueryAsync(PostgresCatalogSql.UniqueIndexes(version), stop).ConfigureAwait(false))
        {
            rows.Add(
                new PostgresIndexRow(
                    r.GetInt64(0),
                    r.GetString(1),
                    r.GetBoolean(2),
                    r.GetBoolean(3),
                    r.GetBoolean(4),
                    r.GetBoolean(5),
                    r.GetFieldValue<string[]>(6),
                    r.GetBoolean(7),
                    r.GetBoolean(8),
                    r.GetBoolean(9)
                )
            );
        }

        return rows;
    }

    private async Task<List<PostgresConstraintRow>> ReadConstraintsAsync(CancellationToken stop)
    {
        var rows = new List<PostgresConstraintRow>();
        await foreach (var r in QueryAsync(PostgresCatalogSql.Constraints(version), stop).ConfigureAwait(false))
        {
            rows.Add(
                new PostgresConstraintRow(
                    r.GetInt64(0),
                    r.GetString(1),
                    r.GetString(2),
                    r.GetString(3)[0],
                    r.GetBoolean(4),
                    r.IsDBNull(5) ? null : r.GetString(5),
                    r.IsDBNull(6) ? [] : r.GetFieldValue<string[]>(6),
                    r.IsDBNull(7) ? null : new TableName(r.GetString(7), r.GetString(8)),
                    r.IsDBNull(9) ? [] : r.GetFieldValue<string[]>(9),
                    r.GetBoolean(10),
                    r.GetBoolean(11)
                )
            );
        }

        return rows;
    }

    private async Task<List<(long Table, char When)>> ReadActorsAsync(CancellationToken stop)
    {
        var rows = new List<(long, char)>();
        await foreach (var r in QueryAsync(PostgresCatalogSql.Actors, stop).ConfigureAwait(false))
        {
            rows.Add((r.GetInt64(0), r.GetString(1)[0]));
        }

        return rows;
    }

    private async Task<HashSet<long>> ReadHidingAsync(CancellationToken stop)
    {
        var tables = new HashSet<long>();
        await foreach (var r in QueryAsync(PostgresCatalogSql.Hiding, stop).ConfigureAwait(false))
        {
            tables.Add(r.GetInt64(0));
        }

        return tables;
    }

    private async Task<Dictionary<long, TableName>> ReadPartitionsAsync(CancellationToken stop)
    {
        var rows = new Dictionary<long, TableName>();
        await foreach (var r in QueryAsync(PostgresCatalogSql.Partitions, stop).ConfigureAwait(false))
        {
            rows[r.GetInt64(0)] = new TableName(r.GetString(1), r.GetString(2));
        }

        return rows;
    }

    private async Task<Dictionary<long, bool>> ReadPartitionedAsync(CancellationToken stop)
    {
        var tables = new Dictionary<long, bool>();
        await foreach (var r in QueryAsync(PostgresCatalogSql.Partitioned, stop).ConfigureAwait(false))
        {
            tables.Add(r.GetInt64(0), r.GetBoolean(1));
        }

        return tables;
    }

    private async IAsyncEnumerable<NpgsqlDataReader> QueryAsync(
        string sql,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop
    )
    {
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(stop).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(stop).ConfigureAwait(false))
                {
                    yield return reader;
                }
            }
        }
    }
}
