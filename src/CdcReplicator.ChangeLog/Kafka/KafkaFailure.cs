namespace CdcReplicator.ChangeLog;

/// <summary>What an error code of Kafka means for us.</summary>
internal enum KafkaFailure
{
    /// <summary>Connection, leader or replica trouble; passes by itself or when the brokers are back.</summary>
    Unavailable,

    /// <summary>Wrong password, certificate or permission; a person must act.</summary>
    Refused,

    /// <summary>The topic is not there.</summary>
    TopicMissing,

    /// <summary>The offset is not in the log.</summary>
    OutOfRange,

    /// <summary>What stands in the topic cannot be inflated, or not within the limit.</summary>
    Unreadable,

    /// <summary>The record is larger than the topic takes.</summary>
    TooLarge,

    /// <summary>The client's own queue is full; wait.</summary>
    QueueFull,
}
