using System.Data.Common;
using CdcReplicator.Model;
using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>Reads what the tables of a PostgreSQL database are made of.</summary>
/// <param name="version">The server's version.</param>
internal sealed class PostgresSchemaReader(PostgresVersion version) : ISchemaReader
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<TableSchema>> ReadAsync(
        DbConnection connection,
        IgnoreList ignored,
        CancellationToken cancellationToken
    )
    {
        var server = (NpgsqlConnection)connection;
        // What a replica may write is of no matter here.
        var tables = await new PostgresCatalogReader(server, version, isReplica: true)
            .ReadAsync(cancellationToken)
            .ConfigureAwait(false);
        var parts = await ReadPartsAsync(server, cancellationToken).ConfigureAwait(false);
        return NodeSchemas.Of(
            NodeKinds.Postgres,
            [.. tables.Select(table => table.Definition)],
            table => parts[table.Name],
            ignored
        );
    }

    private static async Task<ILookup<TableName, SchemaPart>> ReadPartsAsync(
        NpgsqlConnection connection,
        CancellationToken stop
    )
    {
        var names = new Dictionary<long, TableName>();
        await foreach (var r in connection.ReadRowsAsync(PostgresSchemaSql.Tables, stop).ConfigureAwait(false))
        {
            names.Add(r.GetInt64(0), new TableName(r.GetString(1), r.GetString(2)));
        }

        var parts = new List<(TableName Table, SchemaPart Part)>();
        string[] queries = [PostgresSchemaSql.Columns, PostgresSchemaSql.Indexes, PostgresSchemaSql.Constraints];
        foreach (var sql in queries)
        {
            await foreach (var r in connection.ReadRowsAsync(sql, stop).ConfigureAwait(false))
            {
                var part = new SchemaPart(r.GetString(1), r.GetString(2), r.GetString(3), r.GetFieldValue<string[]>(4));
                parts.Add((names[r.GetInt64(0)], part));
            }
        }

        return parts.ToLookup(found => found.Table, found => found.Part);
    }
}
