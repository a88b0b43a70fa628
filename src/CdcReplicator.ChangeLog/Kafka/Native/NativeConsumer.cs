using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// A consumer of librdkafka for one assigned partition, through its C interface: it hands out messages by the hundred,
/// while the .NET client hands out single ones. One thread may receive; questions may be asked from others meanwhile.
/// </summary>
internal sealed unsafe class NativeConsumer : IDisposable
{
    private const int OnlyPartition = 0;

    private readonly ClientHandle _client;
    private readonly QueueHandle _queue;

    /// <summary>Takes a client over.</summary>
    public NativeConsumer(ClientHandle client)
    {
        _client = client;
        ThrowIf(Librdkafka.ServeOnConsumerQueue(client));
        _queue = new QueueHandle(Librdkafka.ConsumerQueueOf(client));
    }

    /// <summary>Reads partition 0 of a topic from an exact offset, and nothing else.</summary>
    /// <exception cref="KafkaException">It was refused.</exception>
    public void Assign(string topic, long offset)
    {
        var partitions = Librdkafka.NewPartitions(1);
        try
        {
            Librdkafka.AddPartition(partitions, topic, OnlyPartition);
            ThrowIf(Librdkafka.SetOffset(partitions, topic, OnlyPartition, offset));
            ThrowIf(Librdkafka.Assign(_client, partitions));
        }
        finally
        {
            Librdkafka.DestroyPartitions(partitions);
        }
    }

    /// <summary>
    /// Waits for a message, then takes what else is there. Returns how many. Serves the callbacks for errors. Every
    /// message must be destroyed.
    /// </summary>
    public int Receive(Span<nint> messages, TimeSpan patience)
    {
        fixed (nint* first = messages)
        {
            var target = (NativeMessage**)first;
            var there = (int)Librdkafka.Consume(_queue, 0, target, (nuint)messages.Length);
            if (there > 0)
            {
                return there;
            }

            // If it is called with a wait for many, librdkafka waits for them all or for the whole time. So this waits
            // for the first one alone.
            there = (int)Librdkafka.Consume(_queue, Milliseconds(patience), target, 1);
            return there <= 0 ? 0 : 1 + (int)Librdkafka.Consume(_queue, 0, target + 1, (nuint)messages.Length - 1);
        }
    }

    /// <summary>Ends the wait of the thread that receives, or its next one.</summary>
    public void Wake() => Librdkafka.Yield(_queue);

    /// <summary>Start and end of partition 0, asked of its leader.</summary>
    /// <exception cref="KafkaException">No answer in time.</exception>
    public WatermarkOffsets QueryWatermarks(string topic, TimeSpan patience)
    {
        ThrowIf(
            Librdkafka.QueryWatermarks(_client, topic, OnlyPartition, out var low, out var high, Milliseconds(patience))
        );
        return Watermarks.Known(new WatermarkOffsets(low, high));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _queue.Dispose();
        _client.Dispose();
    }

    private static void ThrowIf(int error)
    {
        if (error != 0)
        {
            throw new KafkaException(
                new Error((ErrorCode)error, Marshal.PtrToStringUTF8((nint)Librdkafka.TextOf(error)))
            );
        }
    }

    private static int Milliseconds(TimeSpan time) => (int)time.TotalMilliseconds;
}
