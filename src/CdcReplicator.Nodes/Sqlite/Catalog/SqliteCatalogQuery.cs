using Microsoft.Data.Sqlite;

namespace CdcReplicator.Nodes;

/// <summary>Runs queries of SQLite's catalog.</summary>
internal static class SqliteCatalogQuery
{
    /// <summary>The rows of a query with one argument.</summary>
    public static List<T> ReadRows<T>(
        this SqliteConnection connection,
        string sql,
        string argument,
        Func<SqliteDataReader, T> read
    )
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$1", argument);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
