using System.Threading.Channels;
using CdcReplicator.Model;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Reads one partition from an exact offset on a thread of its own. When the connection was lost it looks whether the topic is still what it was before it
/// hands out more; besides, it looks every few seconds while it goes on.
/// </summary>
internal sealed class KafkaReadLoop : IAsyncDisposable
{
    private const int BatchRecords = 1000;
    private const int BatchBytes = 1 << 20;
    private const int RetryMilliseconds = 200;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A new leader may show an older end, and a starting broker no topic, for a moment. Only what stays so for this long is a mismatch.
    /// </summary>
    private static readonly TimeSpan MismatchConfirmation = TimeSpan.FromSeconds(3);

    private readonly KafkaClients _clients;
    private readonly KafkaLogOptions _options;
    private readonly ChannelWriter<ArraySegment<LogRecord>> _output;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly string _topic;
    private readonly TopicCheck _check;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _position;
    private long _interruptions;
    private volatile bool _mustCheck;
    private volatile Error? _lastError;
    private Task _question = Task.CompletedTask;

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
        _topic = options.EffectiveLogTopic;
        _check = new TopicCheck(options);
    }

    /// <summary>How often the connection was lost or an error came.</summary>
    public long Interruptions => Interlocked.Read(ref _interruptions);

    /// <summary>Starts the thread.</summary>
    public void Start() => new Thread(Run) { IsBackground = true, Name = $"read {_topic}" }.Start();

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
            using var consumer = _clients.CreateReader($"cdc-replicator.{_options.Cluster}.reader", Interrupt);
            using var wake = _stop.Token.Register(consumer.Wake);
            using var messages = new MessageBatch(BatchRecords);
            try
            {
                consumer.Assign(_topic, _position);
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
        var watch = new FetchWatch(_time);
        var checkedAt = _time.GetTimestamp();
        while (!_stop.IsCancellationRequested)
        {
            messages.Fill(consumer, PollInterval);
            if (_mustCheck)
            {
                Check(consumer);
                checkedAt = _time.GetTimestamp();
            }
            else if (_time.GetElapsedTime(checkedAt) > CheckInterval)
            {
                checkedAt = _time.GetTimestamp();
                Ask(() => LookAround(consumer));
            }
            else if (watch.IsStill(consumer.QueuedMessages, messages.Count))
            {
                Ask(() => _check.Nudge(consumer));
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
        Error? error = null;
        for (var bytes = 0L; messages.Count > 0 && bytes < BatchBytes && error is null; messages.Advance())
        {
            var message = messages.Current;
            if (message->Error == 0)
            {
                records[count] = NativeRecords.Copy(message);
                bytes += (long)(message->KeyLength + message->ValueLength);
                Volatile.Write(ref _position, records[count].Offset + 1);
                count++;
            }
            else if ((ErrorCode)message->Error != ErrorCode.Local_PartitionEOF)
            {
                error = NativeRecords.ErrorOf(message);
            }
        }

        if (count > 0)
        {
            HandOut(new ArraySegment<LogRecord>(records, 0, count));
        }

        if (error is not null)
        {
            OnError(consumer, messages, error);
        }
    }

    private void HandOut(ArraySegment<LogRecord> records)
    {
        while (!_output.TryWrite(records))
        {
            _output.WaitToWriteAsync(_stop.Token).AsTask().GetAwaiter().GetResult();
        }
    }

    private void OnError(NativeConsumer consumer, MessageBatch messages, Error error)
    {
        Interrupt(error);
        if (KafkaFailures.Classify(error.Code) == KafkaFailure.OutOfRange)
        {
            // The client stops the partition after this error. If the position turns out to be good after all, it starts again there.
            messages.Clear();
            Check(consumer);
            consumer.Assign(_topic, _position);
        }
    }

    /// <summary>Returns when the topic was seen to hold the position; throws when it does not, or cannot be asked for too long.</summary>
    private void Check(NativeConsumer consumer)
    {
        var started = _time.GetTimestamp();
        long? mismatchSince = null;
        while (true)
        {
            _mustCheck = false;
            try
            {
                if (_check.Find(consumer, _position) is not { } mismatch)
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
                    throw KafkaFailures.Of(error, _options.Endpoint, $"reading topic '{_topic}'", e);
                }
            }

            _stop.Token.WaitHandle.WaitOne(RetryMilliseconds);
            _stop.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Asks in the background, one question at a time: an answer may stand behind a fetch that waits for news.</summary>
    private void Ask(Action question)
    {
        if (_question.IsCompleted)
        {
            _question = Task.Run(question);
        }
    }

    /// <summary>Only raises suspicion; the loop looks again before it says that the log is another.</summary>
    private void LookAround(NativeConsumer consumer)
    {
        try
        {
            if (_check.Find(consumer, Volatile.Read(ref _position)) is not null)
            {
                _mustCheck = true;
            }
        }
        catch (KafkaException e)
        {
            Interrupt(e.Error);
        }
    }

    private void Interrupt(Error error)
    {
        if (KafkaFailures.Classify(error.Code) == KafkaFailure.Refused || _lastError is null)
        {
            _lastError = error;
        }

        Interlocked.Increment(ref _interruptions);
        _mustCheck = true;
        _logger.ReadInterrupted(_topic, Interlocked.Read(ref _position), error.Code.ToString());
    }
}
