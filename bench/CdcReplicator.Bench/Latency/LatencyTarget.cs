using CdcReplicator.Nodes;

namespace CdcReplicator.Bench;

/// <summary>The node's database: made, and watched over a connection of its own.</summary>
internal sealed class LatencyTarget(PostgresBench? server, string folder, Workload workload)
{
    private const string Database = "bench_node";

    private string File => Path.Combine(folder, "node.db");

    /// <summary>Makes it.</summary>
    public async Task<NodeOptions> CreateNodeAsync(string id, CancellationToken cancellationToken)
    {
        if (server is null)
        {
            await SqliteBench.CreateAsync(File, workload, workload.SeedRows(), cancellationToken);
            return new NodeOptions
            {
                Id = id,
                Kind = NodeKinds.Sqlite,
                ConnectionString = SqliteBench.ConnectionString(File),
            };
        }

        await server.CreateFromTemplateAsync(Database, cancellationToken);
        return new NodeOptions
        {
            Id = id,
            Kind = NodeKinds.Postgres,
            ConnectionString = server.ConnectionString(Database),
        };
    }

    /// <summary>Looks at the rows of its first table.</summary>
    public async Task<IRowVisibility> WatchNodeAsync(CancellationToken cancellationToken) =>
        new RowVisibility(
            server is null
                ? await SqliteBench.OpenAsync(File, cancellationToken)
                : await server.OpenAsync(Database, cancellationToken),
            workload.Tables[0]
        );
}
