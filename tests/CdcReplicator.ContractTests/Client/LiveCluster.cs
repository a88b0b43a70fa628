using CdcReplicator.Applier;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Debezium;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.ContractTests;

/// <summary>
/// A log, real nodes with running appliers, and a client whose appends can be made to go wrong. The log is embedded
/// unless an address is given.
/// </summary>
internal sealed class LiveCluster : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<TestNode> _databases = [];
    private readonly List<IAsyncDisposable> _owned = [];
    private readonly List<Task> _running = [];
    private CdcCluster? _cluster;
    private LossyChangeLog? _log;
    private string? _address;

    public CdcCluster Cluster => _cluster!;

    public LossyChangeLog Log => _log!;

    public IReadOnlyList<TestNode> Databases => _databases;

    public static Task<LiveCluster> StartAsync(string ddl, params string[] kinds) =>
        StartOnAsync(null, TimeProvider.System, ddl, kinds);

    /// <summary>The same on a log of this address, with appliers whose clock is given.</summary>
    public static async Task<LiveCluster> StartOnAsync(
        string? address,
        TimeProvider applierClock,
        string ddl,
        params string[] kinds
    )
    {
        var live = new LiveCluster { _address = address };
        foreach (var kind in kinds)
        {
            await live.AddNodeAsync(kind, ddl, applierClock);
        }

        live._log = new LossyChangeLog(await live.OpenLogAsync(TimeProvider.System));
        live._cluster = await live.ConnectAsync(live._log, TimeProvider.System);
        await live.UntilAllAreMembersAsync();
        return live;
    }

    /// <summary>Another process's client of the same cluster.</summary>
    public Task<CdcCluster> ConnectAnotherAsync() => ConnectAnotherAsync(TimeProvider.System);

    /// <summary>Another process's client, whose clock is given.</summary>
    public async Task<CdcCluster> ConnectAnotherAsync(TimeProvider clock) =>
        await ConnectAsync(await OpenLogAsync(clock), clock);

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
        foreach (var part in _owned.AsEnumerable().Reverse())
        {
            await part.DisposeAsync();
        }

        foreach (var database in _databases)
        {
            await database.DisposeAsync();
        }

        _stop.Dispose();
        _folder.Dispose();
    }

    /// <summary>"Applied everywhere" asks members alone, so all have to be members before a write.</summary>
    private async Task UntilAllAreMembersAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (var members in Cluster.WatchMembersAsync(patience.Token))
        {
            if (members.Count >= _databases.Count)
            {
                return;
            }
        }
    }

    private async Task AddNodeAsync(string kind, string ddl, TimeProvider clock)
    {
        var database = await TestNode.CreateAsync(kind, ddl);
        _databases.Add(database);
        var log = await OpenLogAsync(clock);
        var options = database.Options with { Id = $"{kind}-{_databases.Count}" };
        var node = NodeFactory.Create(options, NullLoggerFactory.Instance, clock);
        var worker = new ApplierWorker(
            log,
            new RecordDecoder(new MetadataSchemaRegistry(log.Metadata), new DebeziumDecoderOptions(), clock),
            node,
            new ApplierOptions { SpoolFolder = _folder.At($"spool-{_databases.Count}") },
            clock,
            NullLoggerFactory.Instance
        );
        _owned.AddRange([log, node, worker]);
        _running.Add(worker.RunAsync(_stop.Token));
    }

    private Task<IChangeLog> OpenLogAsync(TimeProvider clock) =>
        ChangeLogFactory.OpenAsync(
            ChangeLogUri.Parse(_address ?? $"embedded:{_folder.At("log.db")}"),
            new ChangeLogOptions(),
            clock,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );

    private Task<CdcCluster> ConnectAsync(IChangeLog log, TimeProvider clock) =>
        CdcCluster.ConnectAsync(
            log,
            "contract",
            new CdcClusterOptions
            {
                TablesTimeout = TimeSpan.FromSeconds(60),
                ApplyTimeout = TimeSpan.FromSeconds(60),
                ReadTimeout = TimeSpan.FromSeconds(60),
                NodeCredentials = _databases
                    .Where(database => database.Options.Kind == NodeKinds.Postgres)
                    .Select((database, i) => (Id: $"{NodeKinds.Postgres}-{i + 1}", database.Options.ConnectionString))
                    .ToDictionary(login => login.Id, login => login.ConnectionString),
            },
            NullLoggerFactory.Instance,
            clock,
            CancellationToken.None
        );
}
