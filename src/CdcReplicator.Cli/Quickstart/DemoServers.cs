using CdcReplicator.LocalServers;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CdcReplicator.Cli;

/// <summary>The demonstration's log and three databases, made fresh; servers die with this process.</summary>
internal sealed class DemoServers : IAsyncDisposable
{
    private const string Cluster = "quickstart";
    private const string NewcomersId = "d";
    private static readonly string[] NodeIds = ["a", "b", "c"];

    private readonly List<IAsyncDisposable> _servers = [];

    private DemoServers(string logUri)
    {
        LogUri = logUri;
    }

    /// <summary>The cluster's log.</summary>
    public string LogUri { get; private set; }

    /// <summary>The nodes, each with the demonstration's tables.</summary>
    public IReadOnlyList<DemoNode> Nodes { get; private set; } = [];

    /// <summary>The node that joins under load, with an empty database; null if none does.</summary>
    public DemoNode? Newcomer { get; private set; }

    /// <summary>All of them.</summary>
    public IReadOnlyList<DemoNode> All => [.. Nodes, .. Newcomer is { } newcomer ? [newcomer] : (DemoNode[])[]];

    /// <summary>How readers log in, by node; SQLite files need nothing.</summary>
    public IReadOnlyDictionary<string, string> Credentials =>
        All.Where(node => node.Kind == QuickstartOptions.PostgresNodes)
            .ToDictionary(node => node.Id, node => node.ConnectionString);

    /// <summary>Starts what the options ask for below a folder.</summary>
    public static async Task<DemoServers> StartAsync(
        QuickstartOptions options,
        string folder,
        Action<string> progress,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var demo = new DemoServers($"embedded:{Path.Combine(folder, "log.db")}");
        try
        {
            if (options.Log == QuickstartOptions.KafkaLog)
            {
                progress("Starting a Kafka broker ...");
                var kafka = await KafkaServer.StartAsync(
                    new KafkaServerOptions { DataFolder = Path.Combine(folder, "kafka") },
                    time,
                    cancellationToken
                );
                demo._servers.Add(kafka);
                demo.LogUri = $"kafka://{kafka.BootstrapServers}/{Cluster}";
            }

            string[] ids = options.AddNode ? [.. NodeIds, NewcomersId] : NodeIds;
            var nodes =
                options.Nodes == QuickstartOptions.PostgresNodes
                    ? await demo.StartPostgresAsync(ids, folder, progress, time, cancellationToken)
                    : NameSqliteFiles(ids, folder);
            demo.Nodes = [.. nodes.Take(NodeIds.Length)];
            demo.Newcomer = nodes.Skip(NodeIds.Length).FirstOrDefault();
            foreach (var node in demo.Nodes)
            {
                await node.CreateTablesAsync(cancellationToken);
            }

            if (demo.Newcomer is { } newcomer)
            {
                await newcomer.CreateEmptyAsync(cancellationToken);
            }

            return demo;
        }
        catch
        {
            await demo.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        SqliteConnection.ClearAllPools();
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    private async Task<IReadOnlyList<DemoNode>> StartPostgresAsync(
        IEnumerable<string> ids,
        string folder,
        Action<string> progress,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var nodes = new List<DemoNode>();
        foreach (var id in ids)
        {
            progress($"Starting PostgreSQL server {id} ...");
            var server = await PostgresServer.StartAsync(
                new PostgresServerOptions { Folder = Path.Combine(folder, $"postgres-{id}"), Fsync = true },
                time,
                cancellationToken
            );
            _servers.Add(server);
            var connectionString = await server.CreateDatabaseAsync("bank", cancellationToken);
            nodes.Add(new DemoNode(id, QuickstartOptions.PostgresNodes, connectionString));
        }

        return nodes;
    }

    private static IReadOnlyList<DemoNode> NameSqliteFiles(IEnumerable<string> ids, string folder) =>
        [
            .. ids.Select(id => new DemoNode(
                id,
                QuickstartOptions.SqliteNodes,
                $"Data Source={Path.Combine(folder, $"node-{id}.db")}"
            )),
        ];
}
