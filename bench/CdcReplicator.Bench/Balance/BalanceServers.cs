using CdcReplicator.LocalServers;

namespace CdcReplicator.Bench;

/// <summary>The throwaway PostgreSQL servers among which reads are balanced.</summary>
internal sealed class BalanceServers(string folder, TimeProvider time) : IAsyncDisposable
{
    /// <summary>One login for all: Npgsql's balancing knows only one.</summary>
    private const string Password = "bench";

    private readonly List<PostgresServer> _servers = [];

    public async Task<IReadOnlyList<BalanceNode>> StartAsync(int count, CancellationToken cancellationToken)
    {
        var nodes = new List<BalanceNode>();
        for (var i = 1; i <= count; i++)
        {
            BenchProgress.Say($"Starting PostgreSQL server {i} of {count} ...");
            var options = new PostgresServerOptions { Folder = Path.Combine(folder, $"postgres-{i}") };
            var server = await PostgresServer.StartAsync(options, time, cancellationToken);
            _servers.Add(server);
            var node = new BalanceNode($"node-{i}", server, Password);
            await node.PrepareAsync(cancellationToken);
            nodes.Add(node);
        }

        return nodes;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }
    }
}
