using CdcReplicator.Model;
using Confluent.Kafka;

namespace CdcReplicator.ChangeLog;

/// <summary>Asks whether a topic is still there, has one partition and holds a position.</summary>
internal sealed class TopicCheck(KafkaLogOptions options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly string _topic = options.EffectiveLogTopic;

    /// <summary>The mismatch seen now, or null. What a new leader or a starting broker says may be wrong for a moment.</summary>
    /// <exception cref="KafkaException">No answer in time.</exception>
    public LogMismatchException? Find(NativeConsumer consumer, long position)
    {
        var topic = consumer.FindTopic(_topic, Patience);
        if (topic is null || KafkaFailures.Classify(topic.Value.Error) == KafkaFailure.TopicMissing)
        {
            return new LogMismatchException(
                $"Topic '{_topic}' is gone from '{options.Endpoint}', and offset {position} of it is wanted.",
                "Find out who deleted it; a new topic is a new log, and every node must be seeded anew."
            );
        }

        if (topic.Value.Partitions != 1)
        {
            return new LogMismatchException(
                $"Topic '{_topic}' of '{options.Endpoint}' now has {topic.Value.Partitions} partitions; total order needs 1.",
                "Make a new log with 1 partition and seed every node anew."
            );
        }

        var marks = QueryWatermarks(consumer);
        return PositionCheck.Find(options.Endpoint, _topic, position, marks.Low.Value, marks.High.Value);
    }

    /// <summary>Start and end of the log.</summary>
    /// <exception cref="KafkaException">No answer in time.</exception>
    public WatermarkOffsets QueryWatermarks(NativeConsumer consumer) => consumer.QueryWatermarks(_topic, Patience);
}
