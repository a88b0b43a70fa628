using CdcReplicator.ChangeLog;
using CdcReplicator.LocalServers;
using CdcReplicator.Testing;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CdcReplicator.ContractTests;

/// <summary>
/// The log's topic is deleted, created anew or changed by somebody else, while it is written to and while nobody looks.
/// </summary>
[Collection(KafkaTestServer.Collection)]
public sealed class KafkaLostTopicTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string _cluster = KafkaTestServer.NewClusterName();

    private string Topic => $"{_cluster}.log";

    [KafkaFact(ownServer: true)]
    public async Task Append_TopicDeletedAndBrokerCreatesTopicsByItself_AcknowledgesNothingAndCreatesNone()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(240));
        await using var server = await KafkaServer.StartAsync(
            new KafkaServerOptions { AutoCreateTopics = true },
            TimeProvider.System,
            limit.Token
        );
        await using var log = await OpenAsync(server.BootstrapServers);
        await log.AppendAsync([Records.Text("a")], limit.Token);
        using var admin = Admin(server.BootstrapServers);
        await admin.DeleteTopicsAsync([Topic]);
        await UntilAsync(() => Task.FromResult(!IsThere(admin)));

        var error = await Assert.ThrowsAnyAsync<ReplicationException>(() => AppendUntilRefusedAsync(log, limit.Token));

        Assert.Contains($"'{Topic}'", error.Message, StringComparison.Ordinal);
        Assert.False(IsThere(admin), "The topic is there again.");
        await UntilAsync(() => Task.FromResult(log.Trouble is LogMismatchException));
    }

    [KafkaFact]
    public async Task Append_TopicCreatedAnew_IsNotAcknowledgedAndNothingMoreIsSent()
    {
        var servers = await KafkaTestServer.GetBootstrapServersAsync();
        await using var log = await OpenAsync(servers);
        for (var i = 0; i < 3; i++)
        {
            await log.AppendAsync([Records.Text("a")], CancellationToken.None);
        }

        using var admin = Admin(servers);
        await RecreateAsync(admin);

        var error = await Assert.ThrowsAnyAsync<ReplicationException>(() =>
            AppendUntilRefusedAsync(log, CancellationToken.None)
        );
        Assert.Contains("created anew", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<LogMismatchException>(() =>
            log.AppendAsync([Records.Text("c")], CancellationToken.None)
        );
        Assert.IsType<LogMismatchException>(log.Trouble);
    }

    [KafkaFact]
    public async Task Open_IdentityWasDeleted_IsRefusedAndMakesNoNewOne()
    {
        var servers = await KafkaTestServer.GetBootstrapServersAsync();
        LogId id;
        await using (var log = await OpenAsync(servers))
        {
            id = log.Settings.Log;
            await log.AppendAsync([Records.Text("a")], CancellationToken.None);
            await log.Metadata.PutAsync($"identity/{id}", null, CancellationToken.None);
        }

        for (var i = 0; i < 2; i++)
        {
            var error = await Assert.ThrowsAsync<LogMismatchException>(() => OpenAsync(servers));
            Assert.Contains(id.ToString(), error.Problem, StringComparison.Ordinal);
        }
    }

    [KafkaFact]
    public async Task Open_TopicCreatedAnewMeanwhile_FailsByNameAndOpensToBeLookedAt()
    {
        var servers = await KafkaTestServer.GetBootstrapServersAsync();
        await using (var log = await OpenAsync(servers))
        {
            await log.AppendAsync([Records.Text("a")], CancellationToken.None);
            await log.Metadata.PutAsync("members/n", [1], CancellationToken.None);
        }

        using var admin = Admin(servers);
        await RecreateAsync(admin);

        var error = await Assert.ThrowsAsync<LogMismatchException>(() => OpenAsync(servers));
        Assert.Contains("created anew", error.Problem, StringComparison.Ordinal);
        await using var broken = await OpenAsync(servers, openBroken: true);
        Assert.IsType<LogMismatchException>(broken.Trouble);
        Assert.Single(await broken.Metadata.ReadAsync("members/", CancellationToken.None));
        Assert.Equal(0, (await broken.GetBoundsAsync(CancellationToken.None)).EndOffset);
        await Assert.ThrowsAsync<LogMismatchException>(() =>
            broken.AppendAsync([Records.Text("b")], CancellationToken.None)
        );
    }

    [KafkaFact]
    public async Task Open_TopicDeletedMeanwhile_IsNotCreatedASecondTime()
    {
        var servers = await KafkaTestServer.GetBootstrapServersAsync();
        await using (var log = await OpenAsync(servers))
        {
            await log.AppendAsync([Records.Text("a")], CancellationToken.None);
        }

        using var admin = Admin(servers);
        await admin.DeleteTopicsAsync([Topic]);
        await UntilAsync(() => Task.FromResult(!IsThere(admin)));

        var error = await Assert.ThrowsAsync<LogMismatchException>(() => OpenAsync(servers));
        Assert.Contains($"'{Topic}'", error.Problem, StringComparison.Ordinal);
        Assert.Contains("was deleted", error.Problem, StringComparison.Ordinal);
        await using var broken = await OpenAsync(servers, openBroken: true);
        Assert.IsType<LogMismatchException>(broken.Trouble);
        await Assert.ThrowsAsync<LogMismatchException>(() => broken.GetBoundsAsync(CancellationToken.None));
        Assert.False(IsThere(admin));
    }

    [KafkaFact]
    public async Task Append_TopicMadeCompacted_IsRefusedUntilThatIsCorrected()
    {
        var servers = await KafkaTestServer.GetBootstrapServersAsync();
        await using var log = await OpenAsync(servers);
        await log.AppendAsync([Records.Text("a")], CancellationToken.None);
        using var admin = Admin(servers);
        await SetAsync(admin, "cleanup.policy", "compact");

        var error = await Assert.ThrowsAsync<LogRefusedException>(() =>
            AppendUntilRefusedAsync(log, CancellationToken.None)
        );
        Assert.Contains("cleanup.policy is 'compact' and must be 'delete'", error.Problem, StringComparison.Ordinal);

        await SetAsync(admin, "cleanup.policy", "delete");
        await UntilAsync(() => Task.FromResult(log.Trouble is null));
        await log.AppendAsync([Records.Text("b")], CancellationToken.None);
    }

    [KafkaFact]
    public async Task Append_PartitionsAdded_IsRefusedByName()
    {
        var servers = await KafkaTestServer.GetBootstrapServersAsync();
        await using var log = await OpenAsync(servers);
        await log.AppendAsync([Records.Text("a")], CancellationToken.None);
        using var admin = Admin(servers);
        await admin.CreatePartitionsAsync([new PartitionsSpecification { Topic = Topic, IncreaseTo = 2 }]);

        var error = await Assert.ThrowsAnyAsync<ReplicationException>(() =>
            AppendUntilRefusedAsync(log, CancellationToken.None)
        );

        Assert.Contains("has 2 partitions", error.Message, StringComparison.Ordinal);
    }

    private static async Task AppendUntilRefusedAsync(KafkaChangeLog log, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        while (!limit.IsCancellationRequested)
        {
            await log.AppendAsync([Records.Text("b")], CancellationToken.None);
            await Task.Delay(100, CancellationToken.None);
        }
    }

    private static IAdminClient Admin(string servers) =>
        new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).Build();

    private bool IsThere(IAdminClient admin) =>
        admin
            .GetMetadata(TimeSpan.FromSeconds(10))
            .Topics.Exists(topic => topic.Topic == Topic && !topic.Error.IsError);

    private async Task RecreateAsync(IAdminClient admin)
    {
        await admin.DeleteTopicsAsync([Topic]);
        await UntilAsync(async () =>
        {
            try
            {
                await admin.CreateTopicsAsync([
                    new TopicSpecification
                    {
                        Name = Topic,
                        NumPartitions = 1,
                        ReplicationFactor = 1,
                        Configs = new Dictionary<string, string>
                        {
                            ["message.timestamp.type"] = "LogAppendTime",
                            ["cleanup.policy"] = "delete",
                            ["unclean.leader.election.enable"] = "false",
                        },
                    },
                ]);
                return true;
            }
            catch (CreateTopicsException)
            {
                // Still being deleted.
                return false;
            }
        });
        await UntilAsync(() => Task.FromResult(IsThere(admin)));
    }

    private Task SetAsync(IAdminClient admin, string setting, string value) =>
        admin.IncrementalAlterConfigsAsync(
            new Dictionary<ConfigResource, List<ConfigEntry>>
            {
                [new ConfigResource { Type = ResourceType.Topic, Name = Topic }] =
                [
                    new ConfigEntry
                    {
                        Name = setting,
                        Value = value,
                        IncrementalOperation = AlterConfigOpType.Set,
                    },
                ],
            }
        );

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            await Task.Delay(100, limit.Token);
        }
    }

    private Task<KafkaChangeLog> OpenAsync(string servers, bool openBroken = false) =>
        KafkaChangeLog.OpenAsync(
            new KafkaLogOptions
            {
                BootstrapServers = servers,
                Cluster = _cluster,
                AppendTimeout = TimeSpan.FromSeconds(10),
                OpenBroken = openBroken,
            },
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
}
