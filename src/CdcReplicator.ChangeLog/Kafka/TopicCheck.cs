using Confluent.Kafka;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Asks whether the log's topic is still the one it was and holds a position. What a new leader or a starting broker
/// says may be wrong for a moment. Blocks.
/// </summary>
internal sealed class TopicCheck(KafkaLogOptions options, KafkaTopics topics, string? topicId)
{
    private readonly string _topic = options.EffectiveLogTopic;

    /// <summary>The mismatch if the topic is gone or another one, by its identity; else null.</summary>
    /// <exception cref="KafkaException">No answer in time.</exception>
    public LogMismatchException? FindOther() =>
        TopicIdentity.Find(options.Endpoint, _topic, topicId, topics.LookAsync(_topic).GetAwaiter().GetResult());

    /// <summary>The mismatch of topic or position seen now, or null.</summary>
    /// <exception cref="KafkaException">No answer in time.</exception>
    public LogMismatchException? Find(NativeConsumer consumer, long position)
    {
        if (FindOther() is { } mismatch)
        {
            return mismatch;
        }

        var marks = consumer.QueryWatermarks(_topic, Watermarks.Patience);
        return PositionCheck.Find(options.Endpoint, _topic, position, marks.Low.Value, marks.High.Value);
    }
}
