using System.Data;
using System.Data.Common;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CdcReplicator.CrashTests;

/// <summary>The database whose applier is killed, read from outside.</summary>
internal sealed class NodeUnderTest : IAsyncDisposable
{
    private const string Tables = """
        CREATE TABLE lists (id bigint PRIMARY KEY, items text NOT NULL);
        CREATE TABLE elements (list_id bigint NOT NULL, place bigint NOT NULL, element text NOT NULL, PRIMARY KEY (list_id, place));
        CREATE TABLE journal (list_id bigint NOT NULL, element text NOT NULL);
        """;

    private readonly PostgresTestDatabase? _database;

    private NodeUnderTest(string kind, string connectionString, PostgresTestDatabase? database) =>
        (Kind, ConnectionString, _database) = (kind, connectionString, database);

    public string Kind { get; }

    public string ConnectionString { get; }

    private string State => _database is null ? "cdc_replicator_" : "cdc_replicator.";

    public static async Task<NodeUnderTest> CreateAsync(string kind, TempFolder folder)
    {
        var database = kind == NodeKinds.Postgres ? await PostgresTestServer.CreateDatabaseAsync() : null;
        var node = new NodeUnderTest(
            kind,
            database?.ConnectionString ?? $"Data Source={folder.At("node.db")}",
            database
        );
        await using var connection = await node.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Tables;
        await command.ExecuteNonQueryAsync();
        return node;
    }

    /// <summary>Everything in one snapshot.</summary>
    public async Task<NodeContents> ReadAsync()
    {
        await using var connection = await ConnectAsync();
        await using var snapshot = connection is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
        var rows = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var row in await QueryAsync(connection, "SELECT id, items FROM lists"))
        {
            rows.Add($"lists/{row[0]}", row[1].Split(',', StringSplitOptions.RemoveEmptyEntries));
        }

        foreach (var row in await QueryAsync(connection, "SELECT list_id, place, element FROM elements"))
        {
            rows.Add($"elements/{row[0]}/{row[1]}", [row[2]]);
        }

        var journal = await QueryAsync(connection, "SELECT list_id, element FROM journal");
        foreach (var same in journal.GroupBy(row => $"journal/{row[0]}/{row[1]}"))
        {
            rows.Add(same.Key, [.. same.Select(row => row[1])]);
        }

        var position = await QueryAsync(connection, $"SELECT last_applied_sequence FROM {State}position");
        var rejections = await QueryAsync(connection, $"SELECT sequence, reason FROM {State}rejections");
        return new NodeContents(
            long.Parse(position.Single()[0], null),
            rows,
            rejections.ToDictionary(row => long.Parse(row[0], null), row => row[1])
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    private async Task<DbConnection> ConnectAsync()
    {
        DbConnection connection =
            Kind == NodeKinds.Postgres
                ? new NpgsqlConnection(ConnectionString + ";Pooling=false")
                : new SqliteConnection(ConnectionString + ";Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<List<string[]>> QueryAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string[]>();
        while (await reader.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i).ToString()!)]);
        }

        return rows;
    }
}
