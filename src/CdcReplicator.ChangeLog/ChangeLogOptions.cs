namespace CdcReplicator;

/// <summary>How a process uses a log, whichever kind it is.</summary>
public sealed record ChangeLogOptions
{
    /// <summary>
    /// Whether a log that is not there is created. Default null: who applies the log creates it (<c>run</c>); who
    /// writes, reads or looks at it (the SDK, the other commands) does not, so that a mistyped address makes no log.
    /// </summary>
    public bool? CreateIfMissing { get; init; }

    /// <summary>
    /// Whether a log that is broken is opened all the same, to look at it: nothing can be appended to it then. Default
    /// false: opening fails.
    /// </summary>
    public bool OpenBroken { get; init; }

    /// <summary>Used for <c>embedded:</c>.</summary>
    public EmbeddedLogOptions Embedded { get; init; } = new();

    /// <summary>Used for <c>kafka://</c>; brokers and cluster are taken from the address.</summary>
    public KafkaLogOptions Kafka { get; init; } = new();
}
