using CdcReplicator.ChangeLog;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A log in Kafka.</summary>
internal sealed class KafkaDayLog(string servers, string cluster) : IDayLog
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan AppendTimeout = TimeSpan.FromSeconds(5);

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["message.timestamp.type"] = "LogAppendTime",
        ["cleanup.policy"] = "delete",
        ["unclean.leader.election.enable"] = "false",
    };

    public string Address => Options.Endpoint;

    public string Topic => Options.EffectiveLogTopic;

    private KafkaLogOptions Options =>
        new()
        {
            BootstrapServers = servers,
            Cluster = cluster,
            AppendTimeout = AppendTimeout,
        };

    public Task<IChangeLog> OpenAsync(PlantedBug bug, TimeProvider clock) => OpenAsync(Options, clock);

    public Task<IChangeLog> OpenToLookAsync() => OpenAsync(Options with { OpenBroken = true }, TimeProvider.System);

    /// <summary>Nothing: the topics go with the broker, which all tests share.</summary>
    public void Dispose() { }

    /// <summary>Deletes the log's topic and creates it again, with the settings it had.</summary>
    public async Task RecreateAsync()
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).Build();
        using var limit = new CancellationTokenSource(Patience);
        await admin.DeleteTopicsAsync([Topic]);
        while (!await IsCreatedAsync(admin))
        {
            await Task.Delay(Pause, limit.Token);
        }
    }

    private static async Task<IChangeLog> OpenAsync(KafkaLogOptions options, TimeProvider clock) =>
        await KafkaChangeLog.OpenAsync(options, clock, NullLoggerFactory.Instance, CancellationToken.None);

    private async Task<bool> IsCreatedAsync(IAdminClient admin)
    {
        try
        {
            await admin.CreateTopicsAsync([
                new TopicSpecification
                {
                    Name = Topic,
                    NumPartitions = 1,
                    ReplicationFactor = 1,
                    Configs = Settings,
                },
            ]);
            return true;
        }
        catch (CreateTopicsException)
        {
            // Still being deleted.
            return false;
        }
    }
}
