using System.Text.Json;

namespace CdcReplicator.Cli;

/// <summary>
/// The demonstration from beginning to end. Whatever happens, nothing is left running, and nothing on disk unless asked
/// for.
/// </summary>
internal sealed class QuickstartRun(QuickstartOptions options, TimeProvider time)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var folder = new CommandFolder("cdc-quickstart-", options.Keep);
        await using var servers = await DemoServers.StartAsync(
            options,
            folder.Path,
            Console.WriteLine,
            time,
            cancellationToken
        );
        var report = await RunClusterAsync(servers, folder.Appliers, cancellationToken);
        await PublishAsync(report, cancellationToken);
        return
            report.NodesIdentical
            && report.TotalBalancePerNode.Values.All(total => total == report.TotalBalanceExpected)
            ? ExitCodes.Success
            : ExitCodes.NotHealthy;
    }

    private async Task<QuickstartReport> RunClusterAsync(
        DemoServers servers,
        string folder,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await ClusterOpening.OpenAsync(
            new ReplicatorOptions { Log = servers.LogUri },
            createIfMissing: true,
            time,
            cancellationToken
        );
        await using var appliers = await DemoAppliers.StartAsync(folder, servers, cancellationToken);
        await using var cluster = await CdcCluster.ConnectAsync(
            servers.LogUri,
            new CdcClusterOptions { NodeCredentials = new Dictionary<string, string>(servers.Credentials) },
            clock: time,
            cancellationToken: cancellationToken
        );
        var demo = new Demonstration(options, servers.Nodes, servers.Newcomer, appliers, cluster, connection, time);
        return await demo.RunAsync(cancellationToken);
    }

    private async Task PublishAsync(QuickstartReport report, CancellationToken cancellationToken)
    {
        QuickstartSummary.Print(report);
        if (options.Report is not null)
        {
            var json = JsonSerializer.Serialize(report, QuickstartJson.Default.QuickstartReport);
            await File.WriteAllTextAsync(options.Report, json + Environment.NewLine, cancellationToken);
        }
    }
}
