using System.Globalization;
using CdcReplicator.Model;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.ChangeLog;

/// <summary>Makes Kafka clients with the settings the guarantees rest on; the reasons stand in DESIGN.md.</summary>
internal sealed class KafkaClients(KafkaLogOptions options, ILogger logger)
{
    /// <summary>
    /// Largest limit librdkafka takes for its producer queue in kB; memory is bounded by <see cref="InFlightBudget"/>
    /// instead.
    /// </summary>
    private const int UnboundedQueueKilobytes = 2_097_151;

    /// <summary>
    /// How long a question to a leader that has died is waited for; librdkafka's default is a minute.
    /// </summary>
    private const string DeadBrokerMilliseconds = "5000";
    private const int UnboundedQueueMessages = 10_000_000;

    /// <summary>What a reader fetches ahead at most; each waiting message costs some 250 bytes more.</summary>
    private const string ReadAheadKilobytes = "16384";
    private const string ReadAheadMessages = "50000";

    /// <summary>How long a broker holds a fetch back at the end of the log; a record ends the wait.</summary>
    private const int FetchWaitMilliseconds = 500;

    /// <summary>
    /// How long librdkafka fetches no more once what it fetched ahead is full; its default is a second.
    /// </summary>
    private const string FullQueueMilliseconds = "10";

    /// <summary>An idempotent producer that waits for all in-sync replicas.</summary>
    public IProducer<byte[]?, byte[]?> CreateProducer(int maxMessageBytes, Action<Error> onError)
    {
        var config = new ProducerConfig(Common())
        {
            Acks = Acks.All,
            EnableIdempotence = true,
            LingerMs = 0,
            CompressionType = CompressionType.Lz4,
            MessageTimeoutMs = Milliseconds(options.AppendTimeout),
            MessageMaxBytes = maxMessageBytes,
            QueueBufferingMaxKbytes = UnboundedQueueKilobytes,
            QueueBufferingMaxMessages = UnboundedQueueMessages,
            DeliveryReportFields = "timestamp,status",
        };
        return Guard(() =>
            new ProducerBuilder<byte[]?, byte[]?>(config)
                .SetErrorHandler((_, error) => OnError("producer", error, onError))
                .SetLogHandler((_, message) => Log("producer", message))
                .Build()
        );
    }

    /// <summary>
    /// A consumer for one assigned partition: no group, no commits of its own, never reset unless the caller asks.
    /// </summary>
    /// <param name="name">What it is for, in log messages.</param>
    /// <param name="group">Its group, for permissions and commits.</param>
    /// <param name="reset">What an offset outside the log leads to.</param>
    /// <param name="onError">Told of every error, lost connections among them.</param>
    /// <param name="fetchWaitMilliseconds">
    /// How long a fetch waits at the end of the log. A broker answers nothing else on that connection meanwhile.
    /// </param>
    public IConsumer<byte[]?, byte[]?> CreateConsumer(
        string name,
        string group,
        AutoOffsetReset reset,
        Action<Error> onError,
        int fetchWaitMilliseconds = FetchWaitMilliseconds
    )
    {
        var config = ConsumerSettings(group, reset, fetchWaitMilliseconds);
        return Guard(() =>
            new ConsumerBuilder<byte[]?, byte[]?>(config)
                .SetErrorHandler((_, error) => OnError(name, error, onError))
                .SetLogHandler((_, message) => Log(name, message))
                .Build()
        );
    }

    /// <summary>
    /// A consumer for one assigned partition that is read as fast as can be. Settings as those of
    /// <see cref="CreateConsumer"/>.
    /// </summary>
    public NativeConsumer CreateReader(string group, Action<Error> onError)
    {
        const string name = "reader";
        var listener = new NativeListener(error => OnError(name, error, onError), message => Log(name, message));
        var settings = ConsumerSettings(group, AutoOffsetReset.Error, FetchWaitMilliseconds)
            .ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal);
        settings.TryAdd("queued.max.messages.kbytes", ReadAheadKilobytes);
        settings.TryAdd("queued.min.messages", ReadAheadMessages);
        settings.TryAdd("fetch.queue.backoff.ms", FullQueueMilliseconds);
        return Guard(() => new NativeConsumer(NativeConfiguration.CreateConsumer(settings, listener)));
    }

    /// <summary>An admin client.</summary>
    public IAdminClient CreateAdmin(Action<Error> onError) =>
        Guard(() =>
            new AdminClientBuilder(new AdminClientConfig(Common()))
                .SetErrorHandler((_, error) => OnError("admin", error, onError))
                .SetLogHandler((_, message) => Log("admin", message))
                .Build()
        );

    private ConsumerConfig ConsumerSettings(string group, AutoOffsetReset reset, int fetchWaitMilliseconds)
    {
        var common = Common();
        // The same for all, because a node that can read a batch and one that cannot would differ.
        common["receive.message.max.bytes"] = RecordLimits.MaxBatchBytes.ToString(CultureInfo.InvariantCulture);
        common.TryAdd("fetch.wait.max.ms", fetchWaitMilliseconds.ToString(CultureInfo.InvariantCulture));
        common.TryAdd("socket.timeout.ms", DeadBrokerMilliseconds);
        return new ConsumerConfig(common)
        {
            GroupId = group,
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            AutoOffsetReset = reset,
            IsolationLevel = IsolationLevel.ReadCommitted,
            EnablePartitionEof = true,
            FetchErrorBackoffMs = 100,
            ConsumeResultFields = "headers,timestamp",
        };
    }

    private Dictionary<string, string> Common()
    {
        var settings = new Dictionary<string, string>(options.Settings, StringComparer.Ordinal)
        {
            ["bootstrap.servers"] = options.BootstrapServers,
        };
        // Whatever the brokers allow: a log that was deleted must not come back, with other settings and without its
        // records, because somebody writes.
        settings["allow.auto.create.topics"] = "false";
        settings.TryAdd("client.id", "cdc-replicator");
        settings.TryAdd("socket.nagle.disable", "true");
        settings.TryAdd("socket.keepalive.enable", "true");
        settings.TryAdd("reconnect.backoff.ms", "50");
        settings.TryAdd("reconnect.backoff.max.ms", "1000");
        foreach (var (key, value) in KafkaSecurity.SettingsOf(options.Security))
        {
            settings[key] = value;
        }

        return settings;
    }

    private static int Milliseconds(TimeSpan time) => (int)Math.Min(int.MaxValue, time.TotalMilliseconds);

    private T Guard<T>(Func<T> build)
    {
        try
        {
            return build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or KafkaException)
        {
            throw new ReplicationException(
                $"The Kafka client for '{options.Endpoint}' refuses its settings: {e.Message}",
                "Correct the setting it names.",
                e
            );
        }
    }

    private void OnError(string client, Error error, Action<Error> onError)
    {
        logger.ClientError(client, error.Code.ToString(), error.Reason);
        onError(error);
    }

    private void Log(string client, LogMessage message)
    {
        // These are many lines a second while brokers are away. The code that meets the trouble logs it once.
        if (logger.IsEnabled(LogLevel.Debug))
        {
            logger.Librdkafka(client, message.Facility, message.Message);
        }
    }
}
