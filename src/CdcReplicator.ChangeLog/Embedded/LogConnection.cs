using Microsoft.Data.Sqlite;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Opens the log's file the only way that is allowed: never checkpointing by itself, syncing every commit.
/// </summary>
internal static class LogConnection
{
    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
        };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
            SqliteNative.ForbidCheckpointOnClose(connection);
            Execute(connection, "PRAGMA busy_timeout = 250; PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = FULL;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static long ReadNumber(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
