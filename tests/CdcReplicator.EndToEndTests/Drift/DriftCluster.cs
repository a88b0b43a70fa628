using CdcReplicator.ChangeLog;
using CdcReplicator.Cli;
using CdcReplicator.Lifecycle;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// Nodes on an embedded log, their appliers in this process. Tests write past the log into one of them, compare and
/// repair. Node <c>a</c> is right.
/// </summary>
internal sealed class DriftCluster : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, IDriftDatabase> _databases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DriftApplier> _appliers = new(StringComparer.Ordinal);
    private IChangeLog _log = null!;
    private ClusterConnection _connection = null!;

    private DriftCluster() { }

    public string Address => $"embedded:{_folder.At("log.db")}";

    /// <summary>Starts nodes of these kinds, called <c>a</c>, <c>b</c> and so on.</summary>
    /// <param name="kinds">Their kinds.</param>
    /// <param name="ddl">Their tables and rows.</param>
    /// <param name="plant">Plants a bug in each of them.</param>
    /// <param name="isPlain">Whether appliers of PostgreSQL nodes work as a role that owns nothing.</param>
    public static async Task<DriftCluster> StartAsync(
        IReadOnlyList<string> kinds,
        string ddl,
        Func<INode, INode>? plant = null,
        bool isPlain = false
    )
    {
        var cluster = new DriftCluster();
        cluster._log = await RunningApplier.OpenLogAsync(cluster.Address);
        for (var i = 0; i < kinds.Count; i++)
        {
            var id = ((char)('a' + i)).ToString();
            var file = cluster._folder.At($"{id}.db");
            cluster._databases.Add(id, await DriftDatabases.CreateAsync(kinds[i], file, ddl, isPlain));
            cluster.Run(id, plant);
        }

        cluster._connection = await ClusterOpening.OpenAsync(
            new ReplicatorOptions { Log = cluster.Address },
            createIfMissing: false,
            TimeProvider.System,
            CancellationToken.None
        );
        await cluster.UntilActiveAsync();
        return cluster;
    }

    public IDriftDatabase Of(string node) => _databases[node];

    public Task<CdcCluster> ConnectAsync() => CdcCluster.ConnectAsync(Address);

    /// <summary>Starts the applier of a node.</summary>
    public void Run(string id, Func<INode, INode>? plant = null) =>
        _appliers[id] = new DriftApplier(_log, _databases[id].Options(id), _folder.At($"spool-{id}"), plant);

    /// <summary>Stops the applier of a node.</summary>
    public async Task StopAsync(string id)
    {
        await _appliers[id].DisposeAsync();
        _appliers.Remove(id);
    }

    public async Task UntilActiveAsync()
    {
        foreach (var id in _appliers.Keys)
        {
            await MemberWait.UntilAsync(_log, id, status => status.State == NodeState.Active, () => Task.CompletedTask);
        }
    }

    public Task<VerifyReport> VerifyAsync(string? trusted = "a", TimeSpan? timeout = null) =>
        Verifier(timeout ?? Timeout).CompareAsync(trusted, CancellationToken.None);

    /// <summary>Compares, and writes down what was found.</summary>
    public async Task<VerifyReport> VerifyAndMarkAsync()
    {
        var report = await VerifyAsync();
        var marks = new DivergenceMarks(Orders.Of(_connection), TimeProvider.System);
        return report with { Marks = await marks.WriteAsync(report, CancellationToken.None) };
    }

    public async Task<RepairReport> RepairAsync(
        string node,
        string? from = "a",
        int patience = 30,
        CancellationToken cancellationToken = default
    )
    {
        var rows = new RowsAsking(_connection, TimeSpan.FromSeconds(patience), TimeProvider.System);
        var settings = new RepairSettings(node, from, patience);
        var repairer = new Repairer(Verifier(Timeout), rows, Orders.Of(_connection), settings);
        return (await repairer.RunAsync(_ => { }, cancellationToken)).Repair!;
    }

    public Task<RowExplanation> ExplainAsync(string table, string key) =>
        new RowExplainer(
            _connection,
            new RowsAsking(_connection, Timeout, TimeProvider.System),
            _folder.At("explain"),
            TimeProvider.System
        ).ExplainAsync(table, key, CancellationToken.None);

    /// <summary>What stands beside the log under a prefix.</summary>
    public Task<IReadOnlyList<MetadataEntry>> BesideTheLogAsync(string prefix) =>
        _log.Metadata.ReadAsync(prefix, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (var applier in _appliers.Values)
        {
            await applier.DisposeAsync();
        }

        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        await _log.DisposeAsync();
        foreach (var database in _databases.Values)
        {
            await database.DisposeAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private Verifier Verifier(TimeSpan timeout) =>
        new(_connection, new CheckpointAsking(_connection, timeout, TimeProvider.System), TimeProvider.System);
}
