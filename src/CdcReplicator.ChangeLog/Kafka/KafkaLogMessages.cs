using Microsoft.Extensions.Logging;

namespace CdcReplicator.ChangeLog;

/// <summary>What the Kafka log says of itself.</summary>
internal static partial class KafkaLogMessages
{
    [LoggerMessage(1100, LogLevel.Information, "Created topic {Topic} with {Replicas} replica(s)")]
    public static partial void TopicCreated(this ILogger logger, string topic, int replicas);

    [LoggerMessage(1101, LogLevel.Debug, "Kafka client {Client} reports {Code}: {Reason}")]
    public static partial void ClientError(this ILogger logger, string client, string code, string reason);

    [LoggerMessage(1102, LogLevel.Error, "Kafka producer ended with fatal error {Code}: {Reason}; a new one is made")]
    public static partial void ProducerFatal(this ILogger logger, string code, string reason);

    [LoggerMessage(1103, LogLevel.Debug, "{Client} {Facility}: {Text}")]
    public static partial void Librdkafka(this ILogger logger, string client, string facility, string text);

    [LoggerMessage(
        1104,
        LogLevel.Warning,
        "Progress {Offset} of node {Node} was not shown to Kafka ({Code}); it is for monitoring only and is tried again"
    )]
    public static partial void ProgressNotReported(this ILogger logger, string node, long offset, string code);

    [LoggerMessage(1105, LogLevel.Warning, "Reading {Topic} at offset {Offset} is interrupted: {Code}")]
    public static partial void ReadInterrupted(this ILogger logger, string topic, long offset, string code);

    [LoggerMessage(1107, LogLevel.Error, "Topic {Topic} was changed; nothing is appended to it. {Wrong}")]
    public static partial void TopicWrong(this ILogger logger, string topic, string wrong);

    [LoggerMessage(1108, LogLevel.Information, "Topic {Topic} has the settings it must have again")]
    public static partial void TopicCorrected(this ILogger logger, string topic);

    [LoggerMessage(1109, LogLevel.Error, "Nothing is appended any more. {Problem}")]
    public static partial void TopicIsAnother(this ILogger logger, string problem);

    [LoggerMessage(
        1110,
        LogLevel.Warning,
        "Reading {Topic}, which is beside the log, is interrupted ({Code}); it goes on by itself"
    )]
    public static partial void TailInterrupted(this ILogger logger, string topic, string code);

    [LoggerMessage(1111, LogLevel.Information, "Reading {Topic}, which is beside the log, goes on")]
    public static partial void TailGoesOn(this ILogger logger, string topic);

    [LoggerMessage(
        1112,
        LogLevel.Error,
        "{Topic}, which is beside the log, cannot be read from offset {First} to {Last} ({Code}) "
            + "and is passed over there"
    )]
    public static partial void TailPassesOver(this ILogger logger, string topic, long first, long last, string code);
}
