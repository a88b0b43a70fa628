using CdcReplicator.Applier;
using CdcReplicator.ChangeLog;
using CdcReplicator.Client;
using CdcReplicator.Debezium;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.ContractTests;

/// <summary>
/// An embedded log, real nodes with running appliers, and a client whose appends can be made to go wrong.
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

    public CdcCluster Cluster => _cluster!;

    public LossyChangeLog Log => _log!;

    public IReadOnlyList<TestNode> Databases => _databases;

    public static async Task<LiveCluster> StartAsync(string ddl, params string[] kinds)
    {
        var live = new LiveCluster();
        foreach (var kind in kinds)
        {
            await live.AddNodeAsync(kind, ddl);
        }

        live._log = new LossyChangeLog(await live.OpenLogAsync());
        live._cluster = await live.ConnectAsync(live._log);
        return live;
    }

    /// <summary>Another process's client of the same cluster.</summary>
    public async Task<CdcCluster> ConnectAnotherAsync() => await ConnectAsync(await OpenLogAsync());

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

    private async Task AddNodeAsync(string kind, string ddl)
    {
        var database = await TestNode.CreateAsync(kind, ddl);
        _databases.Add(database);
        var log = await OpenLogAsync();
        var options = database.Options with { Id = $"{kind}-{_databases.Count}" };
        var node = NodeFactory.Create(options, NullLoggerFactory.Instance, TimeProvider.System);
        var worker = new ApplierWorker(
            log,
            new RecordDecoder(
                new MetadataSchemaRegistry(log.Metadata),
                new DebeziumDecoderOptions(),
                TimeProvider.System
            ),
            node,
            new ApplierOptions { SpoolFolder = _folder.At($"spool-{_databases.Count}") },
            TimeProvider.System,
            NullLoggerFactory.Instance
        );
        _owned.AddRange([log, node, worker]);
        _running.Add(worker.RunAsync(_stop.Token));
    }

    private async Task<IChangeLog> OpenLogAsync() =>
        await EmbeddedChangeLog.OpenAsync(
            _folder.At("log.db"),
            new EmbeddedLogOptions(),
            TimeProvider.System,
            CancellationToken.None
        );

    private Task<CdcCluster> ConnectAsync(IChangeLog log) =>
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
            TimeProvider.System,
            CancellationToken.None
        );
}
