using CdcReplicator.LocalServers;

namespace CdcReplicator.Bench;

/// <summary>The throwaway servers a benchmark asks for, below one folder; they die with this process.</summary>
internal sealed class BenchServers(string folder, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Cluster name of the log; schema subjects begin with it.</summary>
    public const string Cluster = "bench";

    private const int BrokerHeapMegabytes = 512;

    /// <summary>
    /// Large enough that neither checkpoints nor the cache decide, and otherwise PostgreSQL's defaults.
    /// </summary>
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["shared_buffers"] = "1GB",
        ["max_wal_size"] = "16GB",
        ["checkpoint_timeout"] = "1h",
    };

    private readonly List<IAsyncDisposable> _servers = [];

    /// <summary>The server that holds nodes and subscribers.</summary>
    public Task<PostgresBench> StartTargetAsync(CancellationToken cancellationToken) =>
        StartPostgresAsync("target", Settings, cancellationToken);

    /// <summary>The server that PostgreSQL's own replication reads.</summary>
    public Task<PostgresBench> StartPublisherAsync(CancellationToken cancellationToken) =>
        StartPostgresAsync(
            "publisher",
            new Dictionary<string, string>(Settings) { ["wal_level"] = "logical" },
            cancellationToken
        );

    /// <summary>Starts a Kafka broker on a data folder, new or used before.</summary>
    public async Task<KafkaServer> StartKafkaAsync(string dataFolder, CancellationToken cancellationToken)
    {
        BenchProgress.Say("Starting a Kafka broker ...");
        var server = await KafkaServer.StartAsync(
            new KafkaServerOptions { DataFolder = dataFolder, HeapMegabytes = BrokerHeapMegabytes },
            time,
            cancellationToken
        );
        _servers.Add(server);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in Enumerable.Reverse(_servers))
        {
            await server.DisposeAsync();
        }
    }

    private async Task<PostgresBench> StartPostgresAsync(
        string name,
        Dictionary<string, string> settings,
        CancellationToken cancellationToken
    )
    {
        BenchProgress.Say($"Starting PostgreSQL server '{name}' ...");
        var server = await PostgresServer.StartAsync(
            new PostgresServerOptions
            {
                Folder = Path.Combine(folder, $"postgres-{name}"),
                Fsync = true,
                Settings = settings,
            },
            time,
            cancellationToken
        );
        _servers.Add(server);
        return new PostgresBench(server);
    }
}
