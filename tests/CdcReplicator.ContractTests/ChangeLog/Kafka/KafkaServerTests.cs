using System.Globalization;
using CdcReplicator.LocalServers;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.ContractTests;

[Collection(KafkaTestServer.Collection)]
public sealed class KafkaServerTests
{
    [KafkaFact(ownServer: true)]
    public async Task KillAndRestart_OneBroker_KeepsItsTopics()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(180));
        await using var server = await KafkaServer.StartAsync(
            new KafkaServerOptions(),
            TimeProvider.System,
            limit.Token
        );
        var kafka = KafkaInstallation.Find();
        string[] connect = ["--bootstrap-server", server.ToolServers];
        await kafka.RunToolAsync("kafka-topics.sh", [.. connect, "--create", "--topic", "kept"], limit.Token);

        await server.KillAsync();
        Assert.False(server.IsRunning(1));
        await server.RestartAsync(1, limit.Token);

        var topics = await kafka.RunToolAsync("kafka-topics.sh", [.. connect, "--list"], limit.Token);
        Assert.Contains("kept", topics, StringComparison.Ordinal);
    }

    [KafkaFact(ownServer: true)]
    public async Task Start_ThreeBrokers_AllJoinOneCluster()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(240));
        await using var server = await KafkaServer.StartAsync(
            new KafkaServerOptions { Brokers = 3, HeapMegabytes = 192 },
            TimeProvider.System,
            limit.Token
        );

        var brokers = await KafkaInstallation
            .Find()
            .RunToolAsync("kafka-broker-api-versions.sh", ["--bootstrap-server", server.ToolServers], limit.Token);

        Assert.All(
            Enumerable.Range(1, 3),
            id =>
                Assert.Contains(
                    string.Create(CultureInfo.InvariantCulture, $"(id: {id} "),
                    brokers,
                    StringComparison.Ordinal
                )
        );
    }
}
