using System.Threading.Channels;
using CdcReplicator.Model;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Reads one partition from an exact offset on a thread of its own. Whenever the connection was lost, and every few seconds besides, it looks whether the
/// topic is still what it was before it hands out more.
/// </summary>
internal sealed class KafkaReadLoop : IAsyncDisposable
{
    private const int BatchRecords = 1000;
    private const int BatchBytes = 1 << 20;
    private const int PollMilliseconds = 200;
    private const int RetryMilliseconds = 200;
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CheckPatience = TimeSpan.FromSeconds(3);

    /// <summary>
    /// A new leader may show an older end, and a starting broker no topic, for a moment. Only what stays so for this long is a mismatch.
    /// </summary>
    private static readonly TimeSpan MismatchConfirmation = TimeSpan.FromSeconds(3);

    private readonly KafkaClients _clients;
    private readonly KafkaLogOptions _options;
    private readonly ChannelWriter<ArraySegment<LogRecord>> _output;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TopicPartition _partition;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _position;
    private long _interruptions;
    private volatile bool _mustCheck;
    private Error? _lastError;

    public KafkaReadLoop(
        KafkaClients clients,
        KafkaLogOptions options,
        long fromOffset,
        ChannelWriter<ArraySegment<LogRecord>> output,
        TimeProvider time,
        ILogger logger
    )
    {
        _clients = clients;
        _options = options;
        _position = fromOffset;
        _output = output;
        _time = time;
        _logger = logger;
        _partition = new TopicPartition(options.EffectiveLogTopic, 0);
    }

    /// <summary>How often the connection was lost or an error came.</summary>
    public long Interruptions => Interlocked.Read(ref _interruptions);

    /// <summary>Starts the thread.</summary>
    public void Start() => new Thread(Run) { IsBackground = true, Name = $"read {_partition.Topic}" }.Start();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _ended.Task;
    }

    private void Run()
    {
        try
        {
            using var consumer = _clients.CreateConsumer(
                "reader",
                $"cdc-replicator.{_options.Cluster}.reader",
                AutoOffsetReset.Error,
                Interrupt
            );
            consumer.Assign(new TopicPartitionOffset(_partition, _position));
            Read(consumer);
            _output.TryComplete();
        }
        catch (OperationCanceledException)
        {
            _output.TryComplete();
        }
        catch (Exception e)
        {
            _output.TryComplete(e);
        }
        finally
        {
            _ended.SetResult();
        }
    }

    private void Read(IConsumer<byte[]?, byte[]?> consumer)
    {
        var batch = new List<LogRecord>(BatchRecords);
        var checkedAt = _time.GetTimestamp();
        while (!_stop.IsCancellationRequested)
        {
            if (_mustCheck || _time.GetElapsedTime(checkedAt) > CheckInterval)
            {
                Check(consumer);
                checkedAt = _time.GetTimestamp();
            }

            Collect(consumer, batch);
            if (batch.Count > 0)
            {
                HandOut(batch);
            }
        }
    }

    /// <summary>Waits for a record, then takes what is there.</summary>
    private void Collect(IConsumer<byte[]?, byte[]?> consumer, List<LogRecord> batch)
    {
        batch.Clear();
        var bytes = 0L;
        try
        {
            var result = consumer.Consume(PollMilliseconds);
            while (result is not null)
            {
                if (!result.IsPartitionEOF)
                {
                    var record = RecordOf(result);
                    batch.Add(record);
                    bytes += (record.Key?.Length ?? 0) + (record.Value?.Length ?? 0);
                    _position = record.Offset + 1;
                }

                if (batch.Count == BatchRecords || bytes >= BatchBytes)
                {
                    return;
                }

                result = consumer.Consume(0);
            }
        }
        catch (ConsumeException e)
        {
            Interrupt(e.Error);
            if (KafkaFailures.Classify(e.Error.Code) == KafkaFailure.OutOfRange)
            {
                // The client stops the partition after this error. If the position turns out to be good after all, it starts again there.
                Check(consumer);
                consumer.Assign(new TopicPartitionOffset(_partition, _position));
            }
        }
    }

    private void HandOut(List<LogRecord> batch)
    {
        var records = new ArraySegment<LogRecord>([.. batch]);
        while (!_output.TryWrite(records))
        {
            _output.WaitToWriteAsync(_stop.Token).AsTask().GetAwaiter().GetResult();
        }
    }

    /// <summary>Returns when the topic was seen to hold the position; throws when it does not, or cannot be asked for too long.</summary>
    private void Check(IConsumer<byte[]?, byte[]?> consumer)
    {
        var started = _time.GetTimestamp();
        long? mismatchSince = null;
        while (true)
        {
            _mustCheck = false;
            try
            {
                if (FindMismatch(consumer) is not { } mismatch)
                {
                    return;
                }

                mismatchSince ??= _time.GetTimestamp();
                if (_time.GetElapsedTime(mismatchSince.Value) > MismatchConfirmation)
                {
                    throw mismatch;
                }
            }
            catch (KafkaException e)
            {
                Interrupt(e.Error);
                var error = _lastError ?? e.Error;
                if (
                    KafkaFailures.Classify(error.Code) == KafkaFailure.Refused
                    || _time.GetElapsedTime(started) > _options.ReadTimeout
                )
                {
                    throw KafkaFailures.Of(error, _options.Endpoint, $"reading topic '{_partition.Topic}'", e);
                }
            }

            _stop.Token.WaitHandle.WaitOne(RetryMilliseconds);
            _stop.Token.ThrowIfCancellationRequested();
        }
    }

    private LogMismatchException? FindMismatch(IConsumer<byte[]?, byte[]?> consumer)
    {
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var topics = admin.GetMetadata(CheckPatience).Topics;
        var topic = topics.Find(candidate => candidate.Topic == _partition.Topic);
        if (topic is null || KafkaFailures.Classify(topic.Error.Code) == KafkaFailure.TopicMissing)
        {
            return new LogMismatchException(
                $"Topic '{_partition.Topic}' is gone from '{_options.Endpoint}', and offset {_position} of it is wanted.",
                "Find out who deleted it; a new topic is a new log, and every node must be seeded anew."
            );
        }

        if (topic.Partitions.Count != 1)
        {
            return new LogMismatchException(
                $"Topic '{_partition.Topic}' of '{_options.Endpoint}' now has {topic.Partitions.Count} partitions; total order needs 1.",
                "Make a new log with 1 partition and seed every node anew."
            );
        }

        var marks = consumer.QueryWatermarkOffsets(_partition, CheckPatience);
        return PositionCheck.Find(_options.Endpoint, _partition.Topic, _position, marks.Low.Value, marks.High.Value);
    }

    private void Interrupt(Error error)
    {
        if (KafkaFailures.Classify(error.Code) == KafkaFailure.Refused || _lastError is null)
        {
            _lastError = error;
        }

        Interlocked.Increment(ref _interruptions);
        _mustCheck = true;
        _logger.ReadInterrupted(_partition.Topic, Interlocked.Read(ref _position), error.Code.ToString());
    }

    private static LogRecord RecordOf(ConsumeResult<byte[]?, byte[]?> result)
    {
        var message = result.Message;
        return new LogRecord(
            result.Offset.Value,
            message.Timestamp.UnixTimestampMs,
            message.Key,
            message.Value,
            HeadersOf(message.Headers)
        );
    }

    private static RecordHeader[] HeadersOf(Headers? headers)
    {
        if (headers is null || headers.Count == 0)
        {
            return [];
        }

        var copy = new RecordHeader[headers.Count];
        for (var i = 0; i < copy.Length; i++)
        {
            copy[i] = new RecordHeader(headers[i].Key, headers[i].GetValueBytes());
        }

        return copy;
    }
}
