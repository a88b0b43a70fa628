namespace CdcReplicator.ChangeLog;

/// <summary>What a topic must be.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Replicas">Wanted replicas, or null to accept an existing topic's.</param>
/// <param name="MinInSync">
/// Wanted <c>min.insync.replicas</c>, or null for one less than the replicas, at least 1.
/// </param>
/// <param name="Required">Settings that are created and verified.</param>
/// <param name="Initial">Settings that are only created.</param>
internal sealed record TopicPlan(
    string Name,
    int? Replicas,
    int? MinInSync,
    IReadOnlyDictionary<string, string> Required,
    IReadOnlyDictionary<string, string> Initial
)
{
    public const string CleanupSetting = "cleanup.policy";
    public const string CleanupDelete = "delete";
    public const string MinInSyncSetting = "min.insync.replicas";
    public const string MaxMessageBytesSetting = "max.message.bytes";

    /// <summary>The topic that is the log.</summary>
    public static TopicPlan OfLog(KafkaLogOptions options)
    {
        var initial = new Dictionary<string, string>();
        if (options.Retention is { } retention)
        {
            initial["retention.ms"] = FormattableString.Invariant($"{retention.TotalMilliseconds:0}");
        }

        return new(
            options.EffectiveLogTopic,
            options.ReplicationFactor,
            options.MinInSyncReplicas,
            Common(CleanupDelete),
            initial
        );
    }

    /// <summary>The compacted topic of members, maintenance, tables and verdicts.</summary>
    public static TopicPlan OfMetadata(KafkaLogOptions options) => Compacted(options, options.EffectiveMetadataTopic);

    /// <summary>The compacted topic of what publishers keep.</summary>
    public static TopicPlan OfPublishers(KafkaLogOptions options) =>
        Compacted(options, options.EffectivePublisherTopic);

    /// <summary>
    /// A topic beside the log. Heartbeats rewrite few keys all day long: small segments and an early cleaner
    /// keep it, and what a newcomer has to read, small.
    /// </summary>
    private static TopicPlan Compacted(KafkaLogOptions options, string name) =>
        new(
            name,
            options.ReplicationFactor,
            options.MinInSyncReplicas,
            Common("compact"),
            new Dictionary<string, string>
            {
                ["segment.bytes"] = "4194304",
                ["segment.ms"] = "600000",
                ["min.cleanable.dirty.ratio"] = "0.1",
                ["max.compaction.lag.ms"] = "3600000",
            }
        );

    /// <summary>Replicas to create it with.</summary>
    public int ReplicasOn(int brokers) => Replicas ?? Math.Clamp(brokers, 1, 3);

    /// <summary>The wanted <c>min.insync.replicas</c> of a topic with so many replicas.</summary>
    public int MinInSyncOf(int replicas) => MinInSync ?? Math.Max(1, replicas - 1);

    private static Dictionary<string, string> Common(string cleanup) =>
        new()
        {
            [CleanupSetting] = cleanup,
            ["message.timestamp.type"] = "LogAppendTime",
            ["unclean.leader.election.enable"] = "false",
        };
}
