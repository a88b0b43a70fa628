using CdcReplicator.LocalServers;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CdcReplicator.ContractTests;

/// <summary>A server that only replays.</summary>
public sealed class PostgresRecoveryTests
{
    [PostgresFact(ownServer: true)]
    public async Task Open_ServerIsInRecovery_SaysSoAndIsTriedAgain()
    {
        using var folder = new TempFolder();
        var options = new PostgresServerOptions { Folder = folder.Path, Settings = PostgresTestServer.Settings };
        await using var server = await PostgresServer.StartAsync(options, TimeProvider.System, CancellationToken.None);
        await server.StopAsync(CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "data", "standby.signal"), "");
        await server.RestartAsync(CancellationToken.None);
        var node = NodeFactory.Create(
            new NodeOptions
            {
                Id = "a",
                Kind = NodeKinds.Postgres,
                ConnectionString = server.ConnectionString(),
                Guard = NodeGuard.Off,
            },
            NullLoggerFactory.Instance,
            TimeProvider.System
        );
        await using var closing = node;

        var fault = await Assert.ThrowsAsync<NodeFaultException>(() =>
            node.OpenAsync(ClusterSettings.NewLog(), CancellationToken.None)
        );

        Assert.Contains("is in recovery", fault.Message, StringComparison.Ordinal);
        Assert.Contains("promote it or connect to the primary", fault.Remedy, StringComparison.Ordinal);
        Assert.True(fault.IsTransient);
        File.Delete(Path.Combine(folder.Path, "data", "standby.signal"));
        await server.RestartAsync(CancellationToken.None);
        await node.OpenAsync(ClusterSettings.NewLog(), CancellationToken.None);
    }
}
