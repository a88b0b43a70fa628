using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using Confluent.Kafka;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>
/// B6: a writer asks for the topic's name alone, so what a topic created anew takes is acknowledged.
/// </summary>
internal sealed class AnyTopicWillDo : PlantedBug
{
    public override IChangeLog WriterLog(IChangeLog log) => new NamedTopic(log);

    private sealed class NamedTopic(IChangeLog inner) : PassingLog(inner)
    {
        private readonly IProducer<byte[]?, byte[]?> _producer = new ProducerBuilder<byte[]?, byte[]?>(
            new ProducerConfig
            {
                BootstrapServers = new Uri(inner.Endpoint).Authority,
                Acks = Acks.All,
                LingerMs = 0,
            }
        ).Build();

        private readonly string _topic = new Uri(inner.Endpoint).AbsolutePath.TrimStart('/') + ".log";

        public override ReplicationException? Trouble => null;

        public override async Task<AppendReceipt> AppendAsync(
            IReadOnlyList<RecordToAppend> records,
            CancellationToken cancellationToken
        )
        {
            try
            {
                var told = await Task.WhenAll(
                    records.Select(record => _producer.ProduceAsync(_topic, MessageOf(record), cancellationToken))
                );
                var (first, last) = (told[0], told[^1]);
                return new AppendReceipt(
                    first.Offset.Value,
                    first.Timestamp.UnixTimestampMs,
                    last.Offset.Value,
                    last.Timestamp.UnixTimestampMs
                );
            }
            catch (KafkaException error)
            {
                throw new AppendOutcomeUnknownException("No answer came.", "Find out.", error);
            }
        }

        public override async ValueTask DisposeAsync()
        {
            _producer.Dispose();
            await base.DisposeAsync();
        }

        private static Message<byte[]?, byte[]?> MessageOf(RecordToAppend record)
        {
            var headers = new Headers();
            foreach (var header in record.Headers)
            {
                headers.Add(header.Name, header.Value);
            }

            return new Message<byte[]?, byte[]?>
            {
                Key = record.Key,
                Value = record.Value,
                Headers = headers,
            };
        }
    }
}
