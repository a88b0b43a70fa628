using System.Data.Common;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CdcReplicator.BatchingTests;

/// <summary>One database with the tables of a schema, used for one history after another, and a node on it.</summary>
internal sealed class HistoryDatabase : IAsyncDisposable
{
    private readonly DbConnection _connection;
    private readonly IAsyncDisposable? _database;
    private readonly TempFolder? _folder;
    private readonly string _clear;
    private readonly string _read;
    private NodeOptions _options;

    private HistoryDatabase(
        NodeOptions options,
        DbConnection connection,
        HistorySchema schema,
        IAsyncDisposable? database,
        TempFolder? folder
    )
    {
        (_options, _connection, _database, _folder) = (options, connection, database, folder);
        Node = NodeFactory.Create(options, NullLoggerFactory.Instance, TimeProvider.System);
        _clear = ContentsSql.Clear(options.Kind, schema);
        _read = ContentsSql.Read(options.Kind, schema);
    }

    /// <summary>The one node of it; not open yet when it is made.</summary>
    public INode Node { get; private set; }

    /// <summary>Has a node that decides so many rows at a time, in place of the one before: connections are few.</summary>
    public async Task<INode> NodeOfAsync(int batchRows)
    {
        if (_options.BatchRows != batchRows)
        {
            await Node.DisposeAsync();
            _options = _options with { BatchRows = batchRows };
            Node = NodeFactory.Create(_options, NullLoggerFactory.Instance, TimeProvider.System);
        }

        return Node;
    }

    /// <param name="kind">The kind of node.</param>
    /// <param name="schema">The tables.</param>
    /// <param name="isPlain">Whether the node's role is no superuser, so that foreign keys and triggers act on trusted changes.</param>
    public static async Task<HistoryDatabase> CreateAsync(string kind, HistorySchema schema, bool isPlain)
    {
        if (kind == NodeKinds.Postgres)
        {
            var created = await PostgresTestServer.CreateDatabaseAsync();
            await created.ExecuteAsync(schema.Ddl(kind));
            var postgres = new NpgsqlConnection(created.ConnectionString + ";Pooling=false");
            var connectionString = isPlain ? await created.CreatePlainRoleAsync() : created.ConnectionString;
            return await OpenAsync(kind, connectionString, postgres, schema, created, null);
        }

        var folder = new TempFolder();
        var source = $"Data Source={folder.At("node.db")}";
        var sqlite = new SqliteConnection(source + ";Pooling=False;Foreign Keys=False");
        return await OpenAsync(kind, source, sqlite, schema, null, folder);
    }

    /// <summary>Removes all rows and what the node remembers.</summary>
    public Task ClearAsync() => ExecuteAsync(_clear);

    /// <summary>All rows, rejections, positions, publishers and snapshots as lines, in order.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync()
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = _read;
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add($"{reader.GetString(0)}: {reader.GetString(1)}");
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await Node.DisposeAsync();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        _folder?.Dispose();
    }

    private static async Task<HistoryDatabase> OpenAsync(
        string kind,
        string connectionString,
        DbConnection connection,
        HistorySchema schema,
        IAsyncDisposable? database,
        TempFolder? folder
    )
    {
        var options = new NodeOptions
        {
            Id = "n1",
            Kind = kind,
            ConnectionString = connectionString,
        };
        await connection.OpenAsync();
        var opened = new HistoryDatabase(options, connection, schema, database, folder);
        await opened.ExecuteAsync(
            kind == NodeKinds.Postgres
                ? "SET session_replication_role = replica; SET synchronous_commit = off"
                : schema.Ddl(kind)
        );
        return opened;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
