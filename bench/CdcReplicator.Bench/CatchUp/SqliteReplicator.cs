using CdcReplicator.Nodes;

namespace CdcReplicator.Bench;

/// <summary>An applier that drains a log into a fresh SQLite file.</summary>
internal sealed class SqliteReplicator(
    string name,
    FilledLog log,
    string folder,
    Workload workload,
    StateDigest expected,
    DrainProcess applier
) : IContender
{
    private int _runs;

    public string Name => name;

    /// <summary>Whether the node refuses changes that come round the log.</summary>
    public NodeGuard Guard { get; init; } = NodeGuard.On;

    public async Task<RunSample> RunAsync(CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, "node.db");
        SqliteBench.Delete(file);
        await SqliteBench.CreateAsync(file, workload, workload.SeedRows(), cancellationToken);
        var node = new NodeOptions
        {
            Id = $"{name}-{++_runs}",
            Kind = NodeKinds.Sqlite,
            ConnectionString = SqliteBench.ConnectionString(file),
            Guard = Guard,
        };
        var report = await applier.RunAsync(log.Uri, node, log.End, databaseProcess: null, cancellationToken);
        var state = await SqliteDigest.TakeAsync(file, workload, cancellationToken);
        return ReplicatorSample.Of(report, state.DifferencesFrom(expected));
    }
}
