using System.Data.Common;
using Npgsql;

namespace CdcReplicator.ReadHistory;

/// <summary>A node's name, position row and data in one snapshot: one statement sees one.</summary>
internal static class SnapshotRead
{
    private static readonly string Postgres = Statement("cdc_replicator.position");
    private static readonly string Sqlite = Statement("cdc_replicator_position");

    public static async Task<(string Node, long Position, long[] Versions)> RunAsync(DbConnection connection, int keys)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = connection is NpgsqlConnection ? Postgres : Sqlite;
        await command.PrepareAsync();
        await using var reader = await command.ExecuteReaderAsync();
        var (node, position, versions) = ("", -1L, new long[keys]);
        while (await reader.ReadAsync())
        {
            (node, position) = (reader.GetString(0), reader.GetInt64(1));
            if (!reader.IsDBNull(2))
            {
                versions[reader.GetInt64(2)] = reader.GetInt64(3);
            }
        }

        return (node, position, versions);
    }

    private static string Statement(string position) =>
        $"""
            SELECT n.name, p.last_applied_sequence, r.id, r.version
            FROM node_name n CROSS JOIN {position} p LEFT JOIN registers r ON true
            """;
}
