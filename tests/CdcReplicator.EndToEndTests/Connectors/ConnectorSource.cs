using CdcReplicator.LocalServers;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Npgsql;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// A PostgreSQL server whose tables connectors capture. It is open in every run: what logs in there is a foreign
/// program, and none of our processes does.
/// </summary>
internal sealed class ConnectorSource : IAsyncDisposable
{
    /// <summary>Tables that every combination captures, unless it says otherwise.</summary>
    public static readonly string[] Common =
    [
        "kinds",
        "micros",
        "stamps",
        "days",
        "spans",
        "docs",
        "blobs",
        "keyed",
        "odd",
        "lines",
        "accounts",
        "entries",
        "marker",
    ];

    private const string Database = "shop";

    private readonly PostgresServer _server;

    private ConnectorSource(PostgresServer server) => _server = server;

    public int Port => _server.Port;

    public string ConnectionString => _server.ConnectionString(Database);

    /// <summary>A server with an empty database.</summary>
    public static async Task<ConnectorSource> StartAsync()
    {
        var server = await PostgresServer.StartAsync(
            new PostgresServerOptions
            {
                Settings = new Dictionary<string, string>
                {
                    ["timezone"] = "UTC",
                    ["wal_level"] = "logical",
                    ["max_replication_slots"] = "40",
                    ["max_wal_senders"] = "40",
                },
            },
            TimeProvider.System,
            CancellationToken.None
        );
        await server.CreateDatabaseAsync(Database, CancellationToken.None);
        return new ConnectorSource(server);
    }

    /// <summary>Runs statements; several are one transaction.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Runs statements, each a transaction of its own.</summary>
    public async Task ExecuteEachAsync(IEnumerable<string> statements)
    {
        await using var connection = await ConnectAsync();
        foreach (var sql in statements)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>How many replication slots are being read.</summary>
    public async Task<long> ActiveSlotsAsync()
    {
        await using var connection = await ConnectAsync();
        await using var command = new NpgsqlCommand(
            "SELECT count(*) FROM pg_replication_slots WHERE active",
            connection
        );
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The tables as a node's catalog reads them.</summary>
    public async Task<IReadOnlyList<TableDefinition>> TablesAsync()
    {
        await using var connection = await ConnectAsync();
        var session = await PostgresSession.BeginAsync(connection, CancellationToken.None);
        var reader = new PostgresCatalogReader(connection, session.Version, isReplica: true);
        return [.. (await reader.ReadAsync(CancellationToken.None)).Select(table => table.Definition)];
    }

    /// <summary>Copies all tables with their rows to another server's empty database, as a move does.</summary>
    public async Task CopyToAsync(ConnectorSource other)
    {
        await other.ExecuteAsync(ConnectorWorkload.Schema);
        foreach (var table in (await TablesAsync()).OrderBy(table => table.Name.Name == "entries"))
        {
            await using var from = await ConnectAsync();
            await using var to = await other.ConnectAsync();
            var name = $"\"{table.Name.Schema}\".\"{table.Name.Name}\"";
            using var rows = await from.BeginTextExportAsync($"COPY {name} TO STDOUT");
            await using var copy = await to.BeginTextImportAsync($"COPY {name} FROM STDIN");
            await copy.WriteAsync(await rows.ReadToEndAsync());
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }
}
