using System.Data.Common;
using CdcReplicator.Nodes;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A SQLite file.</summary>
internal sealed class SqliteDayDatabase : IDayDatabase
{
    private SqliteDayDatabase(string id, string file)
    {
        Id = id;
        File = file;
    }

    public string Id { get; }

    public string File { get; }

    public NodeOptions Options =>
        new()
        {
            Id = Id,
            Kind = NodeKinds.Sqlite,
            ConnectionString = $"Data Source={File}",
            Guard = NodeGuard.Off,
        };

    public string? Login => null;

    public static async Task<SqliteDayDatabase> CreateAsync(string id, string file)
    {
        var database = new SqliteDayDatabase(id, file);
        await database.ExecuteAsync(DayTable.Create);
        return database;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public async Task RecreateTableAsync()
    {
        await using var connection = await ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT sql FROM sqlite_master WHERE name = '{DayTable.Name}'";
        var create = (string)(await command.ExecuteScalarAsync())!;
        await ExecuteAsync($"BEGIN IMMEDIATE; DROP TABLE {DayTable.Name}; {create}; COMMIT");
    }

    public bool IsAt(DbConnection connection) => Path.GetFileName(connection.DataSource) == Path.GetFileName(File);

    public async Task<IReadOnlyDictionary<long, int>> ReadRowsAsync()
    {
        await using var connection = await ConnectAsync();
        return await DayTable.ReadRowsAsync(connection);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<SqliteConnection> ConnectAsync()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False;Default Timeout=60");
        await connection.OpenAsync();
        return connection;
    }
}
