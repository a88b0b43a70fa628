using Confluent.Kafka;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// A producer that has heard of the topics before its first record. By itself, librdkafka may look for that record's
/// leader only when its timer for overlooked topics ticks, a second later.
/// </summary>
internal sealed class KafkaProducer : IDisposable
{
    /// <summary>Brokers that do not answer by then are waited for by the first record, as by any other.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly IProducer<byte[]?, byte[]?> _producer;
    private readonly Task _asked;

    /// <summary>Makes it; may block for a second.</summary>
    /// <exception cref="ReplicationException">A setting is refused.</exception>
    public KafkaProducer(KafkaClients clients, int maxMessageBytes, Action<Error> onError)
    {
        _producer = clients.CreateProducer(maxMessageBytes, onError);
        var admin = new DependentAdminClientBuilder(_producer.Handle).Build();
        try
        {
            admin.GetMetadata(Patience);
        }
        catch (KafkaException)
        {
            // The records will say what is wrong, if it still is.
        }

        // Takes a tenth of a second, for which nobody need wait.
        _asked = Task.Run(admin.Dispose);
    }

    /// <summary>Hands a record over; throws if the queue is full or the producer ended.</summary>
    public void Produce(
        TopicPartition target,
        Message<byte[]?, byte[]?> message,
        Action<DeliveryReport<byte[]?, byte[]?>> onReport
    ) => _producer.Produce(target, message, onReport);

    /// <summary>Waits for what is under way.</summary>
    public void Flush(TimeSpan patience) => _producer.Flush(patience);

    /// <inheritdoc/>
    public void Dispose()
    {
        _asked.Wait();
        _producer.Dispose();
    }
}
