namespace CdcReplicator.LocalServers;

/// <summary>How a throwaway Kafka is started.</summary>
internal sealed record KafkaServerOptions
{
    /// <summary>Default of <see cref="HeapMegabytes"/>.</summary>
    public const int DefaultHeapMegabytes = 256;

    /// <summary>Default of <see cref="StartTimeout"/>.</summary>
    public static readonly TimeSpan DefaultStartTimeout = TimeSpan.FromSeconds(120);

    /// <summary>How many brokers, 1 (the default) or 3.</summary>
    public int Brokers { get; init; } = 1;

    /// <summary>
    /// Where its data goes. Null, the default: a new folder under the system's temporary one, deleted in the end. A
    /// given folder is kept, and what a broker left there before is used again.
    /// </summary>
    public string? DataFolder { get; init; }

    /// <summary>Java heap of each broker in MB. Default 256.</summary>
    public int HeapMegabytes { get; init; } = DefaultHeapMegabytes;

    /// <summary>How long a start may take; seconds on an idle machine. Default 120 s.</summary>
    public TimeSpan StartTimeout { get; init; } = DefaultStartTimeout;

    /// <summary>
    /// User and password clients must give (SASL/PLAIN, no TLS). Null, the default: anyone may connect.
    /// </summary>
    public KafkaServerUser? User { get; init; }

    /// <summary>TLS, SCRAM and ACLs, in place of <see cref="User"/>. Null, the default: none.</summary>
    public KafkaServerSecurity? Security { get; init; }

    /// <summary>
    /// Whether a client that asks for a topic by name creates it, as brokers allow by default. Default false here: a
    /// mistyped topic is an error.
    /// </summary>
    public bool AutoCreateTopics { get; init; }
}
