using Npgsql;

namespace CdcReplicator.Bench;

/// <summary>Digests tables inside PostgreSQL: sums of two 64-bit hashes of each row's text.</summary>
internal static class PostgresDigest
{
    public static async Task<StateDigest> TakeAsync(
        PostgresBench server,
        string database,
        Workload workload,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await server.OpenAsync(database, cancellationToken);
        var tables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in workload.Tables)
        {
            var sql = $"""
                SELECT count(*) || ' rows, sums ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) || ' '
                  || coalesce(sum(hashtextextended(t::text, 1)::numeric), 0) FROM {table.Name} t
                """;
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            tables[table.Name] = (string)(await command.ExecuteScalarAsync(cancellationToken))!;
        }

        return new StateDigest(tables);
    }
}
