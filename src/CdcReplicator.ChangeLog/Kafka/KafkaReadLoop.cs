using System.Threading.Channels;
using CdcReplicator.Model;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Reads one partition from an exact offset on a thread of its own. When the connection was lost it looks whether the
/// topic is still what it was before it hands out more; besides, it looks every few seconds while it goes on.
/// </summary>
internal sealed class KafkaReadLoop : IAsyncDisposable
{
    private const int BatchRecords = 1000;
    private const int BatchBytes = 1 << 20;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(5);

    private readonly KafkaClients _clients;
    private readonly KafkaLogOptions _options;
    private readonly ChannelWriter<ArraySegment<LogRecord>> _output;
    private readonly TimeProvider _time;
    private readonly string _topic;
    private readonly ReadGuard _guard;
    private readonly UnreadableBatch _unreadable;
    private readonly NativeRecords _copies = new();
    private readonly SilenceWatch _silence = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _question = Task.CompletedTask;

    public KafkaReadLoop(
        KafkaClients clients,
        KafkaLogOptions options,
        TopicCheck check,
        long fromOffset,
        ChannelWriter<ArraySegment<LogRecord>> output,
        TimeProvider time,
        ILogger logger
    )
    {
        _clients = clients;
        _options = options;
        _output = output;
        _time = time;
        _topic = options.EffectiveLogTopic;
        _unreadable = new UnreadableBatch(clients, options, _topic, time);
        _guard = new ReadGuard(options, check, fromOffset, time, logger, _stop.Token);
    }

    /// <summary>How often the connection was lost or an error came.</summary>
    public long Interruptions => _guard.Interruptions;

    /// <summary>Starts the thread.</summary>
    public void Start() => new Thread(Run) { IsBackground = true, Name = $"read {_topic}" }.Start();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _ended.Task.ConfigureAwait(false);
    }

    private void Run()
    {
        try
        {
            using var consumer = _clients.CreateReader($"cdc-replicator.{_options.Cluster}.reader", _guard.Interrupt);
            using var wake = _stop.Token.Register(consumer.Wake);
            using var messages = new MessageBatch(BatchRecords);
            try
            {
                consumer.Assign(_topic, _guard.Position);
                Read(consumer, messages);
            }
            finally
            {
                // It uses the consumer.
                _question.Wait();
            }

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

    private void Read(NativeConsumer consumer, MessageBatch messages)
    {
        var checkedAt = _time.GetTimestamp();
        while (!_stop.IsCancellationRequested)
        {
            messages.Fill(consumer, PollInterval);
            if (_guard.MustCheck)
            {
                _guard.Check(consumer);
                checkedAt = _time.GetTimestamp();
            }
            else if (_time.GetElapsedTime(checkedAt) > CheckInterval)
            {
                checkedAt = _time.GetTimestamp();
                Ask(() => _guard.LookAround(consumer));
            }

            while (messages.Count > 0)
            {
                HandOutNext(consumer, messages);
            }
        }
    }

    /// <summary>Hands out received messages up to the next error or the bound in bytes.</summary>
    private unsafe void HandOutNext(NativeConsumer consumer, MessageBatch messages)
    {
        var records = new LogRecord[messages.Count];
        var count = 0;
        var isAfterSilence = false;
        (Error Error, long Offset)? failure = null;
        for (var bytes = 0L; messages.Count > 0 && bytes < BatchBytes && failure is null; messages.Advance())
        {
            var message = messages.Current;
            if (message->Error == 0)
            {
                records[count] = _copies.Copy(message);
                bytes += (long)(message->KeyLength + message->ValueLength);
                _guard.Position = records[count].Offset + 1;
                isAfterSilence |= _silence.Hears(records[count]);
                count++;
            }
            else if ((ErrorCode)message->Error != ErrorCode.Local_PartitionEOF)
            {
                failure = (NativeRecords.ErrorOf(message), message->Offset);
            }
        }

        if (count > 0)
        {
            if (isAfterSilence)
            {
                _guard.ConfirmTopic(consumer);
            }

            HandOut(new ArraySegment<LogRecord>(records, 0, count));
        }

        if (failure is var (error, offset))
        {
            OnError(consumer, messages, error, offset);
        }
    }

    private void HandOut(ArraySegment<LogRecord> records)
    {
        while (!_output.TryWrite(records))
        {
            _output.WaitToWriteAsync(_stop.Token).AsTask().GetAwaiter().GetResult();
        }
    }

    private void OnError(NativeConsumer consumer, MessageBatch messages, Error error, long offset)
    {
        if (KafkaFailures.Classify(error.Code) == KafkaFailure.Unreadable)
        {
            messages.Clear();
            PassUnreadable(consumer, error, Math.Max(offset, _guard.Position));
            consumer.Assign(_topic, _guard.Position);
            return;
        }

        _guard.Interrupt(error);
        if (KafkaFailures.Classify(error.Code) == KafkaFailure.OutOfRange)
        {
            // The client stops the partition after this error. If the position turns out to be good after all, it
            // starts again there.
            messages.Clear();
            _guard.Check(consumer);
            consumer.Assign(_topic, _guard.Position);
        }
    }

    /// <summary>
    /// Hands out one record for a batch that cannot be read, with the last one's offset. A reader that skips it goes on
    /// after the batch, and finds the same when it looks there again.
    /// </summary>
    private void PassUnreadable(NativeConsumer consumer, Error error, long offset)
    {
        try
        {
            var next = _unreadable.FindNext(offset, _stop.Token);
            if (next > offset)
            {
                _guard.ConfirmTopic(consumer);
                HandOut(new ArraySegment<LogRecord>([Unreadable(error, offset, next - 1)]));
                _guard.Position = next;
            }
        }
        catch (KafkaException e)
        {
            _guard.Interrupt(e.Error);
        }
    }

    private static LogRecord Unreadable(Error error, long first, long last) =>
        new(last, LogRecord.NoTime, default, default, [])
        {
            Unreadable =
                $"the batch from offset {first} on cannot be inflated, or becomes more than "
                + $"{RecordLimits.MaxBatchBytes} bytes ({error.Code})",
        };

    /// <summary>
    /// Asks in the background, one question at a time: an answer may have to wait until a fetch for news is answered.
    /// </summary>
    private void Ask(Action question)
    {
        if (_question.IsCompleted)
        {
            _question = Task.Run(question);
        }
    }
}
