namespace CdcReplicator.ChangeLog;

/// <summary>How a process uses a log, whichever kind it is.</summary>
public sealed record ChangeLogOptions
{
    /// <summary>Whether a log that is not there is created. Default true; whoever only looks says no, so that a mistyped address makes no log.</summary>
    public bool CreateIfMissing { get; init; } = true;

    /// <summary>Used for <c>embedded:</c>.</summary>
    public EmbeddedLogOptions Embedded { get; init; } = new();

    /// <summary>Used for <c>kafka://</c>; brokers and cluster are taken from the address.</summary>
    public KafkaLogOptions Kafka { get; init; } = new();
}
