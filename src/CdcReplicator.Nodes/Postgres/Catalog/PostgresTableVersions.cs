using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>
/// Versions of PostgreSQL's tables. Every change of a table's columns, constraints, indexes, triggers, name, storage
/// (TRUNCATE) or rights makes a new tuple in a catalog; statistics and VACUUM write in place. So the addresses and
/// makers of the tuples show whether anything has changed.
/// </summary>
internal static class PostgresTableVersions
{
    /// <summary>
    /// See <see cref="IRelationalDatabase.UnchangedCondition"/>. By index, and no way there and back of its own.
    /// </summary>
    public static readonly string Condition = $" AND ({Sum("$7")}) = $8";

    /// <summary>
    /// Has a row if tables have certain versions; parameters: their ids (text of an array), the sum of their hashes.
    /// </summary>
    public static readonly string AreAsRead = $"SELECT 1 WHERE ({Sum("$1")}) = $2";

    private static readonly string All = $"""
        SELECT n.nspname::text, c.relname::text, c.oid::bigint, {Hashes}, c.relispartition
        FROM ({Tuples(OfUsers)}) v JOIN pg_class c ON c.oid = v.id JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE {PostgresCatalogSql.UserTables}
        GROUP BY n.nspname, c.relname, c.oid, c.relispartition
        """;

    /// <summary>The server's own objects have the ids below.</summary>
    private const string OfUsers = ">= 16384";

    private const string Hashes = "COALESCE(sum(hashtext(concat(v.kind, v.place, v.maker))), 0)::bigint";

    /// <summary>The versions of all tables of users, and whether they are partitions.</summary>
    public static async Task<Dictionary<TableName, (TableVersion Version, bool IsPartition)>> ReadAsync(
        NpgsqlConnection connection,
        CancellationToken stop
    )
    {
        var versions = new Dictionary<TableName, (TableVersion, bool)>();
        var command = new NpgsqlCommand(All, connection);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(stop).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(stop).ConfigureAwait(false))
                {
                    var name = new TableName(reader.GetString(0), reader.GetString(1));
                    versions.Add(
                        name,
                        (new TableVersion(reader.GetInt64(2), reader.GetInt64(3)), reader.GetBoolean(4))
                    );
                }
            }
        }

        return versions;
    }

    // The sub-select hides the number of ids from the planner. If it saw them, it would take the plan for these few to
    // be much cheaper than one for any ids, and plan anew at each commit, which takes ten times as long as the rest of
    // it.
    private static string Sum(string ids) =>
        $"SELECT {Hashes} FROM ({Tuples($"= ANY((SELECT {ids}::oid[])::oid[])")}) v";

    private static string Tuples(string ids) =>
        $"""
            SELECT oid AS id, tableoid AS kind, ctid AS place, xmin AS maker FROM pg_class WHERE oid {ids}
            UNION ALL SELECT attrelid, tableoid, ctid, xmin FROM pg_attribute WHERE attrelid {ids}
            UNION ALL SELECT indrelid, tableoid, ctid, xmin FROM pg_index WHERE indrelid {ids}
            UNION ALL SELECT conrelid, tableoid, ctid, xmin FROM pg_constraint WHERE conrelid {ids}
            UNION ALL SELECT tgrelid, tableoid, ctid, xmin FROM pg_trigger WHERE tgrelid {ids}
            """;
}
