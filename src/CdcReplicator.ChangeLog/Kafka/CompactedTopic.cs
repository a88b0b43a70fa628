using System.Globalization;
using CdcReplicator.Model;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.ChangeLog;

/// <summary>A compacted topic beside the log: its entries, and the watch over it.</summary>
internal sealed class CompactedTopic : IAsyncDisposable
{
    private readonly KafkaProbe _probe;

    /// <summary>Starts to follow it.</summary>
    public CompactedTopic(
        KafkaClients clients,
        KafkaAppender appender,
        KafkaTopics topics,
        (TopicPlan Plan, TopicFacts Facts) topic,
        KafkaLogOptions options,
        TimeProvider time,
        ILogger logger
    )
    {
        var (plan, facts) = topic;
        Id = facts.Id;
        Unsuitable = TopicVerification.Find(plan, facts, options.BootstrapServers);
        _probe = new KafkaProbe(clients, options, plan.Name, time);
        Watch = new TopicWatch(plan, facts.Id, options, topics, _probe, time, logger);
        Entries = new KafkaMetadataStore(clients, appender, Watch, _probe, plan.Name, options, time, logger);
    }

    /// <summary>Its identity; null from brokers that give topics none.</summary>
    public string? Id { get; }

    /// <summary>What was wrong with its settings when it was opened, or null.</summary>
    public ReplicationException? Unsuitable { get; }

    /// <summary>The watch over it.</summary>
    public TopicWatch Watch { get; }

    /// <summary>What it holds.</summary>
    public KafkaMetadataStore Entries { get; }

    /// <summary>The largest record that a topic takes and nodes read, in bytes.</summary>
    public static int MaxMessageBytesOf(TopicFacts facts) =>
        Math.Min(
            RecordLimits.MaxBytes,
            int.Parse(facts.Settings[TopicPlan.MaxMessageBytesSetting], CultureInfo.InvariantCulture)
        );

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Entries.DisposeAsync().ConfigureAwait(false);
        _probe.Dispose();
    }
}
