using System.Text;
using Confluent.Kafka;

namespace CdcReplicator.ChangeLog;

/// <summary>Reads the metadata topic from its start and goes on for ever, into a <see cref="MetadataMap"/>, on a thread of its own.</summary>
internal sealed class KafkaMetadataTail(KafkaClients clients, KafkaLogOptions options, MetadataMap map)
    : IAsyncDisposable
{
    private const int PollMilliseconds = 200;

    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TopicPartition _partition = new(options.EffectiveMetadataTopic, 0);

    public void Start() => new Thread(Run) { IsBackground = true, Name = $"tail {_partition.Topic}" }.Start();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _ended.Task.ConfigureAwait(false);
        map.Fail(new ObjectDisposedException(nameof(KafkaChangeLog)));
    }

    private void Run()
    {
        try
        {
            using var consumer = clients.CreateConsumer(
                "metadata",
                $"cdc-replicator.{options.Cluster}.metadata",
                // Compaction may remove the very first records at any time; the start is wherever it is.
                AutoOffsetReset.Earliest,
                _ => { }
            );
            // A number, because librdkafka asks half a second later where a named beginning is if it does not know the leader yet.
            consumer.Assign(new TopicPartitionOffset(_partition, 0));
            while (!_stop.IsCancellationRequested)
            {
                Take(consumer);
            }
        }
        catch (Exception e)
        {
            map.Fail(e);
        }
        finally
        {
            _ended.SetResult();
        }
    }

    private void Take(IConsumer<byte[]?, byte[]?> consumer)
    {
        try
        {
            if (consumer.Consume(PollMilliseconds) is not { } result)
            {
                return;
            }

            if (result.IsPartitionEOF)
            {
                map.Reach(result.Offset.Value);
            }
            else
            {
                var message = result.Message;
                map.Apply(
                    new MetadataEntry(
                        Encoding.UTF8.GetString(message.Key ?? []),
                        message.Value,
                        result.Offset.Value,
                        message.Timestamp.UnixTimestampMs
                    )
                );
            }
        }
        catch (ConsumeException e) when (KafkaFailures.Classify(e.Error.Code) != KafkaFailure.Refused)
        {
            // The client goes on by itself; it has said so through its error handler, and readers see that nothing arrives in time.
        }
        catch (ConsumeException e)
        {
            throw KafkaFailures.Of(e.Error, options.Endpoint, $"reading topic '{_partition.Topic}'", e);
        }
    }
}
