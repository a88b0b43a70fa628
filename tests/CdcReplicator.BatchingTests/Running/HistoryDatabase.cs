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
    private readonly NodeOptions _options;
    private readonly Dictionary<int, INode> _nodes = [];
    private readonly DbConnection _connection;
    private readonly IAsyncDisposable? _database;
    private readonly TempFolder? _folder;
    private readonly string _clear;
    private readonly string _read;

    private HistoryDatabase(
        NodeOptions options,
        DbConnection connection,
        HistorySchema schema,
        IAsyncDisposable? database,
        TempFolder? folder
    )
    {
        (_options, _connection, _database, _folder) = (options, connection, database, folder);
        _clear = ContentsSql.Clear(options.Kind, schema);
        _read = ContentsSql.Read(options.Kind, schema);
    }

    /// <summary>A node of it.</summary>
    public INode Node => NodeOf(_options.BatchRows);

    /// <summary>A node of it that decides so many rows at a time; not open yet when first asked for.</summary>
    public INode NodeOf(int batchRows)
    {
        if (!_nodes.TryGetValue(batchRows, out var node))
        {
            var options = _options with { BatchRows = batchRows };
            node = NodeFactory.Create(options, NullLoggerFactory.Instance, TimeProvider.System);
            _nodes.Add(batchRows, node);
        }

        return node;
    }

    /// <param name="kind">The kind of node.</param>
    /// <param name="schema">The tables.</param>
    /// <param name="isPlain">
    /// Whether the node's role is no superuser, so that foreign keys and triggers act on trusted changes.
    /// </param>
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
        foreach (var node in _nodes.Values)
        {
            await node.DisposeAsync();
        }

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
            Guard = NodeGuard.Off,
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
