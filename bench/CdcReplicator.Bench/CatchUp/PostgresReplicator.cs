using CdcReplicator.Nodes;

namespace CdcReplicator.Bench;

/// <summary>An applier that drains a log into a fresh PostgreSQL database.</summary>
internal sealed class PostgresReplicator(
    string name,
    FilledLog log,
    PostgresBench server,
    Workload workload,
    StateDigest expected,
    DrainProcess applier
) : IContender
{
    private const string Database = "bench_node";

    private int _runs;

    public string Name => name;

    /// <summary>Whether the node refuses changes that come round the log.</summary>
    public NodeGuard Guard { get; init; } = NodeGuard.On;

    public async Task<RunSample> RunAsync(CancellationToken cancellationToken)
    {
        await server.CreateFromTemplateAsync(Database, cancellationToken);
        var node = new NodeOptions
        {
            // A node of its own each time: its predecessor's heartbeats are still beside the log.
            Id = $"{name}-{++_runs}",
            Kind = NodeKinds.Postgres,
            ConnectionString = server.ConnectionString(Database),
            Guard = Guard,
        };
        var report = await applier.RunAsync(log.Uri, node, log.End, server.ProcessId, cancellationToken);
        var state = await PostgresDigest.TakeAsync(server, Database, workload, cancellationToken);
        await server.DropAsync(Database, cancellationToken);
        return ReplicatorSample.Of(report, state.DifferencesFrom(expected));
    }
}
