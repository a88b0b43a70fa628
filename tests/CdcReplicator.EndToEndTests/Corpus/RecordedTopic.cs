using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Confluent.Kafka;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// A topic made as a connector's administrator would, filled with a recording by a producer that knows nothing of this
/// project, and opened as a log.
/// </summary>
internal static class RecordedTopic
{
    /// <summary>The largest records hold two megabytes of text.</summary>
    private const int MaxMessageBytes = 16 << 20;

    public static async Task<IChangeLog> OpenAsync(CorpusRecording recording)
    {
        var servers = await KafkaTestServer.GetBootstrapServersAsync();
        var cluster = KafkaTestServer.NewClusterName();
        var topic = $"{cluster}.recorded";
        await KafkaTools.RunAsync(
            servers,
            "kafka-topics.sh",
            [
                "--create",
                "--topic",
                topic,
                "--partitions",
                "1",
                "--replication-factor",
                "1",
                "--config",
                $"max.message.bytes={MaxMessageBytes}",
                "--config",
                "message.timestamp.type=LogAppendTime",
            ]
        );
        var log = await KafkaChangeLog.OpenAsync(
            new KafkaLogOptions
            {
                BootstrapServers = servers,
                Cluster = cluster,
                LogTopic = topic,
            },
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        await ProduceAsync(servers, topic, recording);
        await AssertSameBytesAsync(log, recording);
        return log;
    }

    private static async Task ProduceAsync(string servers, string topic, CorpusRecording recording)
    {
        var config = new ProducerConfig
        {
            BootstrapServers = servers,
            MessageMaxBytes = MaxMessageBytes,
            EnableIdempotence = true,
            LingerMs = 5,
        };
        using var producer = new ProducerBuilder<byte[]?, byte[]?>(config).Build();
        var sent = new List<Task>();
        foreach (var (_, record) in recording.Read())
        {
            var headers = new Headers();
            foreach (var header in record.Headers)
            {
                headers.Add(header.Name, header.Value);
            }

            sent.Add(
                producer.ProduceAsync(
                    topic,
                    new Message<byte[]?, byte[]?>
                    {
                        Key = record.Key.ToArray(),
                        Value = record.Value.ToArray(),
                        Headers = headers,
                    }
                )
            );
        }

        await Task.WhenAll(sent);
    }

    private static async Task AssertSameBytesAsync(IChangeLog log, CorpusRecording recording)
    {
        await using var reader = await log.OpenReaderAsync(0, CancellationToken.None);
        var read = new Queue<LogRecord>();
        foreach (var (_, expected) in recording.Read())
        {
            while (read.Count == 0)
            {
                foreach (var record in await reader.ReadAsync(1000, CancellationToken.None))
                {
                    read.Enqueue(record);
                }
            }

            var actual = read.Dequeue();
            Assert.Equal(expected.Key, actual.Key);
            Assert.Equal(expected.Value, actual.Value);
            Assert.Equal(expected.Headers.Select(h => h.Name), actual.Headers.Select(h => h.Name));
            Assert.Equal(expected.Headers.Select(h => h.Value), actual.Headers.Select(h => h.Value));
        }
    }
}
