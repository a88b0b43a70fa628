using Microsoft.Data.Sqlite;

namespace CdcReplicator.ContractTests;

/// <summary>Writes into a log's file past the log.</summary>
internal static class EmbeddedLogFile
{
    public static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
