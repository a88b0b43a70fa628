using CdcReplicator.Model;

namespace CdcReplicator;

/// <summary>Where a cluster's log in Kafka is, and how to reach it.</summary>
public sealed record KafkaLogOptions
{
    /// <summary>Default of <see cref="AppendTimeout"/>.</summary>
    public static readonly TimeSpan DefaultAppendTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Default of <see cref="ConnectTimeout"/>.</summary>
    public static readonly TimeSpan DefaultConnectTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Default of <see cref="ReadTimeout"/>.</summary>
    public static readonly TimeSpan DefaultReadTimeout = TimeSpan.FromSeconds(30);

    internal const string LogSuffix = ".log";
    internal const string MetadataSuffix = ".meta";
    internal const string PublisherSuffix = ".publishers";

    /// <summary><c>host:port[,host:port]</c>.</summary>
    public string BootstrapServers { get; init; } = "";

    /// <summary>The cluster's name: letters, digits, <c>.</c>, <c>_</c> and <c>-</c>.</summary>
    public string Cluster { get; init; } = "";

    /// <summary>
    /// The topic that is the log. Default <c>CLUSTER.log</c>. May be one that Debezium writes to, if its settings are
    /// right.
    /// </summary>
    public string? LogTopic { get; init; }

    /// <summary>
    /// The compacted topic for what appliers and operators keep beside the log: members, maintenance, tables, verdicts.
    /// Default <c>CLUSTER.meta</c>. Publishers need not write to it.
    /// </summary>
    public string? MetadataTopic { get; init; }

    /// <summary>
    /// The compacted topic for what publishers keep beside the log: schemas, and the numbers of named publishers.
    /// Default <c>CLUSTER.publishers</c>. A cluster created without it keeps these in <see cref="MetadataTopic"/>.
    /// </summary>
    public string? PublisherTopic { get; init; }

    /// <summary>
    /// Replicas of all topics. Default: on creation as many as there are brokers, at most 3; an existing topic's
    /// number is accepted. Use 3 in production.
    /// </summary>
    public int? ReplicationFactor { get; init; }

    /// <summary>
    /// Replicas that must hold a write before it is acknowledged. Default: one less than the replicas, at least 1; 2 of
    /// 3 in production.
    /// </summary>
    public int? MinInSyncReplicas { get; init; }

    /// <summary>How long the log is kept; set when the topic is created. Default: the broker's (7 days).</summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>
    /// <c>status</c> and appliers warn when the log keeps what a member needs for less than this, and when the topic is
    /// set to keep less. Default 24 h.
    /// </summary>
    public TimeSpan RetentionFloor { get; init; } = LogRetention.DefaultFloor;

    /// <summary>How long an append waits for the brokers before its outcome is called unknown. Default 30 s.</summary>
    public TimeSpan AppendTimeout { get; init; } = DefaultAppendTimeout;

    /// <summary>How long opening and asking for bounds may take. Default 15 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = DefaultConnectTimeout;

    /// <summary>How long a reader waits for brokers that are gone before it says so. Default 30 s.</summary>
    public TimeSpan ReadTimeout { get; init; } = DefaultReadTimeout;

    /// <summary>TLS and SASL. Default: none.</summary>
    public KafkaSecurityOptions Security { get; init; } = new();

    /// <summary>More settings for librdkafka, passed as they are. Those the guarantees rest on are refused.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether topics that are not there are created. Default true.</summary>
    public bool CreateIfMissing { get; init; } = true;

    /// <summary>
    /// Whether a log that is broken (its topic deleted, created anew, or with wrong settings) is opened all the same,
    /// to look at it: nothing can be appended to it then. Default false: opening fails.
    /// </summary>
    public bool OpenBroken { get; init; }

    /// <summary><see cref="LogTopic"/> or its default.</summary>
    internal string EffectiveLogTopic => LogTopic ?? Cluster + LogSuffix;

    /// <summary><see cref="MetadataTopic"/> or its default.</summary>
    internal string EffectiveMetadataTopic => MetadataTopic ?? Cluster + MetadataSuffix;

    /// <summary><see cref="PublisherTopic"/> or its default.</summary>
    internal string EffectivePublisherTopic => PublisherTopic ?? Cluster + PublisherSuffix;

    /// <summary><c>kafka://servers/cluster</c>; holds no secret.</summary>
    internal string Endpoint => $"kafka://{BootstrapServers}/{Cluster}";
}
