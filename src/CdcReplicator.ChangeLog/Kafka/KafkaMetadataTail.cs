using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Reads a compacted topic from its start and goes on until it is disposed, into a <see cref="MetadataMap"/>, on a
/// thread of its own. Whatever Kafka says (a refused login, a permission taken away, a client that ended), it tries
/// again: members would be blind for good otherwise.
/// </summary>
internal sealed class KafkaMetadataTail(
    KafkaClients clients,
    string topic,
    KafkaLogOptions options,
    MetadataMap map,
    TimeProvider time,
    ILogger logger
) : IAsyncDisposable
{
    private const int PollMilliseconds = 200;
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TopicPartition _partition = new(topic, 0);
    private readonly TroubleNotice _trouble = new();
    private readonly UnreadableBatch _unreadable = new(clients, options, options.EffectiveMetadataTopic, time);

    /// <summary>What Kafka said last, if it was an error; null while all is well.</summary>
    public string? Trouble => _trouble.Current;

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
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                Follow();
            }
            catch (Exception e) when (e is KafkaException or ReplicationException)
            {
                Note(e is KafkaException { Error.Code: var code } ? code.ToString() : e.Message);
                Task.Delay(RetryInterval, time, _stop.Token).ContinueWith(_ => { }, TaskScheduler.Default).Wait();
            }
            catch (Exception e)
            {
                map.Fail(e);
                break;
            }
        }

        _ended.SetResult();
    }

    /// <summary>Reads with one client until that ends or all is over.</summary>
    private void Follow()
    {
        using var consumer = clients.CreateConsumer(
            "metadata",
            $"cdc-replicator.{options.Cluster}.metadata",
            // Compaction may remove the very first records at any time; the start is wherever it is.
            AutoOffsetReset.Earliest,
            _ => { }
        );
        // A number, because librdkafka asks half a second later where a named beginning is if it does not know the
        // leader yet.
        consumer.Assign(new TopicPartitionOffset(_partition, map.Position));
        while (!_stop.IsCancellationRequested)
        {
            Take(consumer);
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

            if (_trouble.End())
            {
                logger.TailGoesOn(_partition.Topic);
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
        catch (ConsumeException e) when (KafkaFailures.Classify(e.Error.Code) == KafkaFailure.Unreadable)
        {
            // What is in it is unknown and nobody's; all others' entries must come.
            var first = Math.Max(e.ConsumerRecord.Offset.Value, map.Position);
            var next = _unreadable.FindNext(first, _stop.Token);
            logger.TailPassesOver(_partition.Topic, first, next - 1, e.Error.Code.ToString());
            map.Reach(next);
            consumer.Assign(new TopicPartitionOffset(_partition, next));
        }
        catch (ConsumeException e) when (!e.Error.IsFatal)
        {
            // The client goes on by itself. Readers see that nothing arrives in time, and get this error.
            Note(e.Error.Code.ToString());
        }
    }

    private void Note(string trouble)
    {
        if (_trouble.Begin(trouble))
        {
            logger.TailInterrupted(_partition.Topic, trouble);
        }
    }
}
