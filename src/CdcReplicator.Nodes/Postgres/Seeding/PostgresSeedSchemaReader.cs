using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>Reads what a server has of tables, as statements that make the same on another server.</summary>
internal sealed class PostgresSeedSchemaReader(NpgsqlConnection connection, long[] tables)
{
    private const string TableQuery = $"""
        SELECT c.oid::bigint, n.nspname::text, c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid =
          c.relnamespace
        WHERE {PostgresCatalogSql.UserTables}
        """;

    /// <summary>The oids of users' tables.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="isWanted">Whether a table is in question.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task<long[]> FindTablesAsync(
        NpgsqlConnection connection,
        Func<TableName, bool> isWanted,
        CancellationToken stop
    )
    {
        var found = new List<long>();
        await foreach (var r in connection.ReadRowsAsync(TableQuery, stop).ConfigureAwait(false))
        {
            if (isWanted(new TableName(r.GetString(1), r.GetString(2))))
            {
                found.Add(r.GetInt64(0));
            }
        }

        return [.. found];
    }

    /// <summary>What is made before the rows.</summary>
    public async Task<IReadOnlyList<SeedMake>> ReadMakesAsync(CancellationToken stop)
    {
        var makes = new List<SeedMake>();
        makes.AddRange(await ReadAsync(PostgresSeedTypeSql.Schemas, stop).ConfigureAwait(false));
        foreach (var extension in await ReadAsync(PostgresSeedTypeSql.Extensions, stop).ConfigureAwait(false))
        {
            // A schema of its own is made with it; PostgreSQL's own is there.
            var schema = new PostgresDialect(new PostgresValueBinding()).Quote(extension.Sql);
            makes.Add(new SeedMake(new SeedObject("schema", schema), $"CREATE SCHEMA IF NOT EXISTS {schema}"));
            makes.Add(
                extension with
                {
                    Sql = $"CREATE EXTENSION IF NOT EXISTS {extension.Object.Name} WITH SCHEMA {schema}",
                }
            );
        }

        makes.AddRange(await ReadReplaceableAsync(stop).ConfigureAwait(false));
        makes.AddRange((await ReadTablesAsync(stop).ConfigureAwait(false)).Select(table => table.Make));
        makes.AddRange(await ReadAsync(PostgresSeedTableSql.AfterTables, stop).ConfigureAwait(false));
        return [.. makes.Where(make => make.Object.Name is not ("pg_catalog" or "public")).Distinct()];
    }

    /// <summary>What may stand in a target in another form, and is then dropped and made anew.</summary>
    public async Task<IReadOnlyList<SeedMake>> ReadReplaceableAsync(CancellationToken stop)
    {
        var made = new List<SeedMake>();
        foreach (
            var query in (string[])
                [PostgresSeedTypeSql.Collations, PostgresSeedTypeSql.Types, PostgresSeedTypeSql.Sequences]
        )
        {
            made.AddRange(await ReadAsync(query, stop).ConfigureAwait(false));
        }

        return [.. made.Select(make => make with { Drop = $"DROP {make.Object.Kind} {make.Object.Name}" })];
    }

    /// <summary>The tables.</summary>
    public async Task<IReadOnlyList<PostgresSeedTableRow>> ReadTablesAsync(CancellationToken stop)
    {
        var found = new List<PostgresSeedTableRow>();
        await foreach (var r in RowsAsync(PostgresSeedTableSql.Tables, stop).ConfigureAwait(false))
        {
            var name = new TableName(r.GetString(1), r.GetString(2));
            var quoted = new PostgresDialect(new PostgresValueBinding()).Table(name);
            found.Add(
                new PostgresSeedTableRow(
                    name,
                    new SeedMake(new SeedObject("table", quoted), r.GetString(7), $"DROP TABLE {quoted}"),
                    HoldsRows: r.GetBoolean(3),
                    Bytes: r.GetInt64(4),
                    Blocks: r.GetInt64(5),
                    Rows: r.GetDouble(6),
                    Inherits: r.GetBoolean(8),
                    IsBinary: r.GetBoolean(9)
                )
            );
        }

        return found;
    }

    /// <summary>What is made after the rows, sequences' values among it.</summary>
    public async Task<IReadOnlyList<SeedStep>> ReadStepsAsync(CancellationToken stop)
    {
        var steps = new List<SeedStep>();
        await foreach (var r in RowsAsync(PostgresSeedStepSql.Steps, stop).ConfigureAwait(false))
        {
            string[] locks = r.GetString(4) is { Length: > 0 } text ? text.Split('\n') : [];
            steps.Add(
                new SeedStep(r.GetInt32(0), new SeedObject(r.GetString(1), r.GetString(2)), r.GetString(3), locks)
            );
        }

        var sequences = new List<string>();
        await foreach (var r in RowsAsync(PostgresSeedTypeSql.Valued, stop).ConfigureAwait(false))
        {
            sequences.Add(r.GetString(0));
        }

        foreach (var sequence in sequences)
        {
            // A sequence's value belongs to no snapshot: it may be ahead of the rows, as it may be at any donor.
            var value =
                "SELECT format('SELECT pg_catalog.setval(%L, %s, %L)', "
                + $"{Literal(sequence)}, last_value, is_called) FROM {sequence}";
            await foreach (var r in connection.ReadRowsAsync(value, stop).ConfigureAwait(false))
            {
                steps.Add(new SeedStep(1, new SeedObject("", sequence), r.GetString(0), []));
            }
        }

        return steps;
    }

    /// <summary>What the target does without.</summary>
    public async Task<IReadOnlyList<SeedObject>> ReadLeftOutAsync(CancellationToken stop)
    {
        var left = new List<SeedObject>();
        await foreach (var r in RowsAsync(PostgresSeedStepSql.LeftOut, stop).ConfigureAwait(false))
        {
            left.Add(new SeedObject(r.GetString(0), r.GetString(1)));
        }

        return left;
    }

    /// <summary>What cannot be carried.</summary>
    public async Task<IReadOnlyList<string>> ReadObstaclesAsync(CancellationToken stop)
    {
        var obstacles = new List<string>();
        await foreach (var r in RowsAsync(PostgresSeedTypeSql.Obstacles, stop).ConfigureAwait(false))
        {
            obstacles.Add(r.GetString(0));
        }

        return obstacles;
    }

    private async Task<IReadOnlyList<SeedMake>> ReadAsync(string sql, CancellationToken stop)
    {
        var made = new List<SeedMake>();
        await foreach (var r in RowsAsync(sql, stop).ConfigureAwait(false))
        {
            made.Add(new SeedMake(new SeedObject(r.GetString(0), r.GetString(1)), r.GetString(2)));
        }

        return made;
    }

    private IAsyncEnumerable<NpgsqlDataReader> RowsAsync(string sql, CancellationToken stop) =>
        connection.ReadRowsAsync(sql, new NpgsqlParameter<long[]> { TypedValue = tables }, stop);

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
