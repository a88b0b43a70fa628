using CdcReplicator.Cluster;
using CdcReplicator.LocalServers;
using CdcReplicator.Nodes;
using CdcReplicator.Router;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// A cluster of two PostgreSQL servers, a and b, with the same database and login on each, as the relay needs it.
/// </summary>
public sealed class RelayCluster : IAsyncLifetime
{
    public const string Collection = "relay";
    public const string Database = "shop";
    public const string User = "app";
    public const string Password = "app";

    private const string Ddl = "CREATE TABLE items (id integer PRIMARY KEY, what text NOT NULL);";

    private readonly Dictionary<string, PostgresServer> _servers = [];
    private Bench? _bench;

    internal PostgresServer Server(string node) => _servers[node];

    internal Bench Bench => _bench!;

    public async Task InitializeAsync()
    {
        if (PostgresBinaries.Find() is null)
        {
            // Every test of the collection is skipped then, or fails by itself where servers are required.
            return;
        }

        _bench = await Bench.StartAsync();
        foreach (var id in (string[])["a", "b"])
        {
            var server = await PostgresServer.StartAsync(
                new PostgresServerOptions { MaxConnections = 200 },
                TimeProvider.System,
                CancellationToken.None
            );
            _servers.Add(id, server);
            await _bench.ApplyAsync(
                new NodeOptions
                {
                    Id = id,
                    Kind = NodeKinds.Postgres,
                    ConnectionString = await PrepareAsync(server),
                    Guard = NodeGuard.Off,
                }
            );
            await _bench.UntilAsync(id, status => status.State == NodeState.Active);
        }
    }

    public async Task DisposeAsync()
    {
        if (_bench is not null)
        {
            await _bench.DisposeAsync();
        }

        foreach (var server in _servers.Values)
        {
            await server.DisposeAsync();
        }
    }

    /// <summary>Writes a row through the log; the token that a read must have to see it.</summary>
    public async Task<SessionToken> WriteAsync(int id, string what)
    {
        await using var cluster = await CdcCluster.ConnectAsync(Bench.Address);
        return (await cluster.WriteAsync(transaction => transaction.Upsert("items", new { id, what }))).SessionToken;
    }

    /// <summary>Drains a node, or lets it serve again.</summary>
    public Task SetDrainedAsync(string node, bool isDrained) =>
        new MaintenanceStore(Bench.Log.Metadata).PublishAsync(
            new Maintenance(node, isDrained, DateTimeOffset.UtcNow, null),
            CancellationToken.None
        );

    /// <summary>A relay on a free port.</summary>
    /// <param name="options">Its settings.</param>
    /// <param name="waitTimeout">How long clients wait for a node.</param>
    /// <param name="toNodes">What its connection strings of the nodes say beside the usual.</param>
    /// <param name="loggers">Where it reports.</param>
    internal async Task<RunningRelay> RelayAsync(
        RelayOptions? options = null,
        TimeSpan? waitTimeout = null,
        string toNodes = "",
        ILoggerFactory? loggers = null
    )
    {
        var router = await ReadRouter.StartAsync(
            Bench.Log,
            new ReadRouterOptions
            {
                WaitTimeout = waitTimeout ?? TimeSpan.FromSeconds(20),
                NodeCredentials = _servers.ToDictionary(
                    server => server.Key,
                    server => $"{server.Value.ConnectionString(Database)};{toNodes}"
                ),
                Routing = new RoutingOptions { Policy = "round-robin" },
            },
            NullLoggerFactory.Instance,
            TimeProvider.System,
            CancellationToken.None
        );
        var relay = PostgresRelay.Start(
            router,
            Bench.Log.Settings.Log,
            (options ?? new RelayOptions()) with
            {
                Listen = "127.0.0.1:0",
            },
            loggers ?? NullLoggerFactory.Instance,
            TimeProvider.System
        );
        return new RunningRelay(router, relay);
    }

    private static async Task<string> PrepareAsync(PostgresServer server)
    {
        var connectionString = await server.CreateDatabaseAsync(Database, CancellationToken.None);
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"{Ddl} CREATE ROLE {User} LOGIN PASSWORD '{Password}'; GRANT ALL ON DATABASE {Database} TO {User}; GRANT "
                + $"ALL ON SCHEMA public TO {User}; GRANT SELECT ON items TO {User};",
            connection
        );
        await command.ExecuteNonQueryAsync();
        return connectionString;
    }
}
