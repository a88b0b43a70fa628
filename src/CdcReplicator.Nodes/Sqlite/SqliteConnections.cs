using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.Nodes;

/// <summary>Opens files.</summary>
internal static class SqliteConnections
{
    /// <summary>Opens one and runs statements on it.</summary>
    public static async Task<DbConnection> OpenAsync(string connectionString, string sql, CancellationToken stop)
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            await connection.OpenAsync(stop).ConfigureAwait(false);
            var command = connection.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.CommandText = sql;
                await command.ExecuteNonQueryAsync(stop).ConfigureAwait(false);
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
