using Confluent.Kafka;

namespace CdcReplicator.ChangeLog;

/// <summary>How the bounds of a partition are asked for.</summary>
internal static class Watermarks
{
    /// <summary>
    /// How long one question is waited for. After a leader's death librdkafka asks it to the end of the time; the next
    /// question finds the new one.
    /// </summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>
    /// The bounds, if they were told. A question that found its leader dead may say success and tell none.
    /// </summary>
    /// <exception cref="KafkaException">They were not told.</exception>
    public static WatermarkOffsets Known(WatermarkOffsets told) =>
        told.Low.Value >= 0 && told.High.Value >= 0
            ? told
            : throw new KafkaException(new Error(ErrorCode.LeaderNotAvailable, "no bounds were told"));
}
