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
    /// The bounds, if the broker gave them. A question that found its leader dead may say success and give none.
    /// </summary>
    /// <exception cref="KafkaException">The broker did not give them.</exception>
    public static WatermarkOffsets Known(WatermarkOffsets told) =>
        told.Low.Value >= 0 && told.High.Value >= 0
            ? told
            : throw new KafkaException(new Error(ErrorCode.LeaderNotAvailable, "no bounds were told"));
}
