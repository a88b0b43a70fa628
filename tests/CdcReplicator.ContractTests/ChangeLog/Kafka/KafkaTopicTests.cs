using CdcReplicator.ChangeLog;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CdcReplicator.ContractTests;

[Collection(KafkaTestServer.Collection)]
public sealed class KafkaTopicTests
{
    private readonly string _cluster = KafkaTestServer.NewClusterName();

    [KafkaFact(ownServer: true)]
    public async Task Open_TopicWithWrongSettings_NamesEachWithItsCorrection()
    {
        var servers = await KafkaTestServer.GetBootstrapServersAsync();
        await KafkaTools.RunAsync(
            servers,
            "kafka-topics.sh",
            "--create",
            "--topic",
            $"{_cluster}.log",
            "--partitions",
            "2",
            "--config",
            "cleanup.policy=compact"
        );

        var error = await Assert.ThrowsAsync<ReplicationException>(OpenAsync);

        Assert.Contains($"'{_cluster}.log'", error.Problem, StringComparison.Ordinal);
        Assert.Contains("it has 2 partitions", error.Problem, StringComparison.Ordinal);
        Assert.Contains("cleanup.policy is 'compact' and must be 'delete'", error.Problem, StringComparison.Ordinal);
        Assert.Contains("--add-config message.timestamp.type=LogAppendTime", error.Problem, StringComparison.Ordinal);
    }

    [KafkaFact]
    public async Task Open_MistypedClusterAndNotToCreate_NamesTheClustersThatAreThereAndCreatesNoTopic()
    {
        var servers = await KafkaTestServer.GetBootstrapServersAsync();
        await (await OpenAsync()).DisposeAsync();
        var mistyped = new KafkaLogOptions
        {
            BootstrapServers = servers,
            Cluster = _cluster + "x",
            CreateIfMissing = false,
        };

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var error = await Assert.ThrowsAsync<LogMissingException>(() =>
                KafkaChangeLog.OpenAsync(
                    mistyped,
                    TimeProvider.System,
                    NullLoggerFactory.Instance,
                    CancellationToken.None
                )
            );
            Assert.Contains($"/{_cluster}x'", error.Problem, StringComparison.Ordinal);
        }
    }

    [KafkaFact(ownServer: true)]
    public async Task Open_TopicsWithoutALogAndNotToCreate_IsMissing()
    {
        var servers = await KafkaTestServer.GetBootstrapServersAsync();
        await KafkaTools.RunAsync(
            servers,
            "kafka-topics.sh",
            "--create",
            "--topic",
            $"{_cluster}.log",
            "--config",
            "message.timestamp.type=LogAppendTime"
        );
        await KafkaTools.RunAsync(
            servers,
            "kafka-topics.sh",
            "--create",
            "--topic",
            $"{_cluster}.meta",
            "--config",
            "cleanup.policy=compact",
            "--config",
            "message.timestamp.type=LogAppendTime"
        );
        var looking = new KafkaLogOptions
        {
            BootstrapServers = servers,
            Cluster = _cluster,
            CreateIfMissing = false,
        };

        await Assert.ThrowsAsync<LogMissingException>(() =>
            KafkaChangeLog.OpenAsync(looking, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None)
        );
    }

    [KafkaFact(ownServer: true)]
    public async Task Read_TopicCreatedAnewWithFewerRecords_IsAMismatch()
    {
        var servers = await KafkaTestServer.GetBootstrapServersAsync();
        await using var log = await OpenAsync();
        var receipt = await log.AppendAsync([Records.Text("a"), Records.Text("b")], CancellationToken.None);
        await using var reader = await log.OpenReaderAsync(0, CancellationToken.None);
        await Records.ReadAsync(reader, 2);

        await KafkaTools.RunAsync(servers, "kafka-topics.sh", "--delete", "--topic", $"{_cluster}.log");
        await KafkaTools.RunAsync(
            servers,
            "kafka-topics.sh",
            "--create",
            "--topic",
            $"{_cluster}.log",
            "--config",
            "message.timestamp.type=LogAppendTime"
        );

        await Assert.ThrowsAsync<LogMismatchException>(() => Records.ReadAsync(reader, 1));
        await Assert.ThrowsAsync<LogMismatchException>(() =>
            log.OpenReaderAsync(receipt.LastOffset + 1, CancellationToken.None)
        );
    }

    [KafkaFact(ownServer: true)]
    public async Task ReportProgress_IsShownAsLagOfTheNodesGroup()
    {
        var servers = await KafkaTestServer.GetBootstrapServersAsync();
        await using (var log = await OpenAsync())
        {
            await log.AppendAsync([Records.Text("a"), Records.Text("b"), Records.Text("c")], CancellationToken.None);
            await log.ReportProgressAsync("north", 1, CancellationToken.None);
        }

        var shown = await KafkaTools.RunAsync(
            servers,
            "kafka-consumer-groups.sh",
            "--describe",
            "--group",
            $"cdc-replicator.{_cluster}.north"
        );

        var line = shown
            .Split('\n')
            .Single(candidate => candidate.Contains($"{_cluster}.log", StringComparison.Ordinal));
        var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["0", "1", "3", "2"], columns[2..6]);
    }

    [KafkaFact]
    public async Task Open_NobodyListens_SaysSo()
    {
        var options = new KafkaLogOptions
        {
            BootstrapServers = "127.0.0.1:1",
            Cluster = _cluster,
            ConnectTimeout = TimeSpan.FromSeconds(2),
        };

        var error = await Assert.ThrowsAsync<LogUnavailableException>(() =>
            KafkaChangeLog.OpenAsync(options, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None)
        );

        Assert.Contains("127.0.0.1:1", error.Problem, StringComparison.Ordinal);
    }

    private async Task<KafkaChangeLog> OpenAsync() =>
        await KafkaChangeLog.OpenAsync(
            new KafkaLogOptions
            {
                BootstrapServers = await KafkaTestServer.GetBootstrapServersAsync(),
                Cluster = _cluster,
            },
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
}
