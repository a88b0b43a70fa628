using System.Text;
using Confluent.Kafka;

namespace CdcReplicator.EndToEndTests;

/// <summary>Looks into the topics that connectors write, with one client for all of them.</summary>
internal sealed class ConnectorTopics(string servers) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly IConsumer<byte[]?, byte[]?> _consumer = new ConsumerBuilder<byte[]?, byte[]?>(
        new ConsumerConfig
        {
            BootstrapServers = servers,
            GroupId = "looks",
            EnableAutoCommit = false,
            EnablePartitionEof = true,
        }
    ).Build();

    /// <summary>The offset after a topic's last record.</summary>
    public long End(string topic) => _consumer.QueryWatermarkOffsets(new TopicPartition(topic, 0), Patience).High.Value;

    /// <summary>Whether a value with all these texts is between two offsets.</summary>
    public bool Has(string topic, long from, long end, params string[] texts)
    {
        _consumer.Assign(new TopicPartitionOffset(topic, 0, from));
        while (_consumer.Consume(Patience) is { IsPartitionEOF: false } read && read.Offset.Value < end)
        {
            var value = Encoding.UTF8.GetString(read.Message.Value ?? []);
            if (texts.All(text => value.Contains(text, StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose() => _consumer.Dispose();
}
