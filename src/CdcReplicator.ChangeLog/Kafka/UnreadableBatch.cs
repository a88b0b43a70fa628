using Confluent.Kafka;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Finds where a batch ends that librdkafka cannot inflate. It says where such a batch begins, and fetches it again for
/// ever. A fetch from inside brings the same batch. So the first offset that brings something else is after it.
/// </summary>
internal sealed class UnreadableBatch(KafkaClients clients, KafkaLogOptions options, string topic, TimeProvider time)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);
    private readonly TopicPartition _partition = new(topic, 0);

    /// <summary>The offset after the batch at an offset; the offset itself if it can be read after all.</summary>
    /// <exception cref="KafkaException">The brokers do not answer.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public long FindNext(long offset, CancellationToken stop)
    {
        using var consumer = clients.CreateConsumer(
            "unreadable batch",
            $"cdc-replicator.{options.Cluster}.reader",
            AutoOffsetReset.Error,
            _ => { }
        );
        var end = Watermarks.Known(consumer.QueryWatermarkOffsets(_partition, Watermarks.Patience)).High.Value;
        return BeginsAt(consumer, offset, end, stop) is { } begin
            ? FirstBehind(offset, at => BeginsAt(consumer, at, end, stop) == begin)
            : offset;
    }

    /// <summary>The first offset that is not inside, of which a first one is. Asks for few of them.</summary>
    internal static long FirstBehind(long inside, Func<long, bool> isInside)
    {
        var step = 1L;
        while (isInside(inside + step))
        {
            inside += step;
            step *= 2;
        }

        // Inside is inside, and a step after it is not.
        for (; step > 1; step -= step / 2)
        {
            inside += isInside(inside + (step / 2)) ? step / 2 : 0;
        }

        return inside + 1;
    }

    /// <summary>Where the unreadable batch begins that a fetch from an offset brings; null if it brings none.</summary>
    private long? BeginsAt(IConsumer<byte[]?, byte[]?> consumer, long offset, long end, CancellationToken stop)
    {
        if (offset >= end)
        {
            return null;
        }

        consumer.Assign(new TopicPartitionOffset(_partition, offset));
        var started = time.GetTimestamp();
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                if (consumer.Consume(PollInterval) is not null)
                {
                    return null;
                }
            }
            catch (ConsumeException e) when (KafkaFailures.Classify(e.Error.Code) == KafkaFailure.Unreadable)
            {
                return e.ConsumerRecord.Offset.Value;
            }

            if (time.GetElapsedTime(started) > options.ReadTimeout)
            {
                throw new KafkaException(new Error(ErrorCode.Local_TimedOut, "nothing came"));
            }
        }
    }
}
