using Microsoft.Data.Sqlite;

namespace CdcReplicator.ReadHistory;

/// <summary>A node's position row and data in one snapshot.</summary>
internal static class SnapshotRead
{
    public static (long Position, long[] Versions) Run(SqliteConnection connection, int keys)
    {
        // Deferred: the first query takes the snapshot, and a read-only file can take no other.
        using var snapshot = connection.BeginTransaction(deferred: true);
        using var position = connection.CreateCommand();
        position.CommandText = "SELECT last_applied_sequence FROM cdc_replicator_position";
        var applied = (long)position.ExecuteScalar()!;
        using var rows = connection.CreateCommand();
        rows.CommandText = "SELECT id, version FROM registers";
        var versions = new long[keys];
        using var reader = rows.ExecuteReader();
        while (reader.Read())
        {
            versions[reader.GetInt64(0)] = reader.GetInt64(1);
        }

        return (applied, versions);
    }
}
