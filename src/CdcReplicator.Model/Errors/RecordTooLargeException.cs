namespace CdcReplicator;

/// <summary>A record exceeds the log's size limit; nothing was appended.</summary>
public sealed class RecordTooLargeException(long size, long limit)
    : ReplicationException(
        $"A record of {size} bytes exceeds the log's limit of {limit} bytes.",
        "Split the change, or raise the limit of the log (Kafka: max.message.bytes of the topic)."
    )
{
    /// <summary>Size of the record in bytes.</summary>
    public long Size { get; } = size;

    /// <summary>The limit in bytes.</summary>
    public long Limit { get; } = limit;
}
