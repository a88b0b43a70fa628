namespace CdcReplicator.LocalServers;

/// <summary>How a throwaway worker of Kafka Connect is started.</summary>
internal sealed record KafkaConnectOptions
{
    /// <summary>Default of <see cref="HeapMegabytes"/>.</summary>
    public const int DefaultHeapMegabytes = 256;

    /// <summary>Default of <see cref="StartTimeout"/>.</summary>
    public static readonly TimeSpan DefaultStartTimeout = TimeSpan.FromSeconds(120);

    /// <summary>Where its settings file goes; made if missing, and kept.</summary>
    public required string Folder { get; init; }

    /// <summary>
    /// Settings of the worker. <c>listeners</c> is set to a free port of the loopback address; <c>plugin.path</c> is by
    /// default the folder <c>plugins</c> of <c>KAFKA_HOME</c>.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>
    /// Files of the connectors it runs (standalone). Empty, the default: it is distributed, and takes them by HTTP.
    /// </summary>
    public IReadOnlyList<string> ConnectorFiles { get; init; } = [];

    /// <summary>Java heap in MB. Default 256.</summary>
    public int HeapMegabytes { get; init; } = DefaultHeapMegabytes;

    /// <summary>How long a start may take; seconds on an idle machine. Default 120 s.</summary>
    public TimeSpan StartTimeout { get; init; } = DefaultStartTimeout;
}
