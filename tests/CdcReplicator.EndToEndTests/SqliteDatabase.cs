using CdcReplicator.Nodes;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.EndToEndTests;

/// <summary>A SQLite file that serves as a node.</summary>
internal sealed class SqliteDatabase
{
    private readonly string _file;

    public SqliteDatabase(string file, string ddl)
    {
        _file = file;
        Execute(ddl);
    }

    public string ConnectionString => $"Data Source={_file}";

    public NodeOptions Options(string id) =>
        new()
        {
            Id = id,
            Kind = NodeKinds.Sqlite,
            ConnectionString = ConnectionString,
            Guard = NodeGuard.Off,
        };

    public void Execute(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Rows as text, columns joined by <c>|</c>, rows by commas.</summary>
    public string Query(string sql)
    {
        using var connection = Connect();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)));
        }

        return string.Join(',', rows);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"{ConnectionString};Pooling=False");
        connection.Open();
        return connection;
    }
}
