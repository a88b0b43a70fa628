using CdcReplicator.ChangeLog;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CdcReplicator.ContractTests;

[Collection(KafkaTestServer.Collection)]
public sealed class KafkaRetentionTests
{
    private readonly string _cluster = KafkaTestServer.NewClusterName();

    [KafkaFact(ownServer: true)]
    public async Task GetRetention_TopicIsSetAnewMeanwhile_TellsWhatHoldsNow()
    {
        var servers = await KafkaTestServer.GetBootstrapServersAsync();
        var options = new KafkaLogOptions
        {
            BootstrapServers = servers,
            Cluster = _cluster,
            Retention = TimeSpan.FromHours(1),
        };
        await using var log = await KafkaChangeLog.OpenAsync(
            options,
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );

        var before = await log.GetRetentionAsync(CancellationToken.None);
        await KafkaTools.RunAsync(
            servers,
            "kafka-configs.sh",
            "--alter",
            "--entity-type",
            "topics",
            "--entity-name",
            $"{_cluster}.log",
            "--add-config",
            "retention.ms=-1,retention.bytes=1000000"
        );
        var after = await log.GetRetentionAsync(CancellationToken.None);

        Assert.Equal(
            (3_600_000, $"topic '{_cluster}.log' has retention.ms=3600000"),
            (before.AgeMilliseconds, before.ShortSetting)
        );
        Assert.Equal((null, 1_000_000, null), (after.AgeMilliseconds, after.Bytes, after.ShortSetting));
    }
}
