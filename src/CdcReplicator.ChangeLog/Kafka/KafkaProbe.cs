using CdcReplicator.Model;
using Confluent.Kafka;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Asks one partition for its bounds and for the times at them, with a consumer of its own. One question at a time.
/// </summary>
internal sealed class KafkaProbe(KafkaClients clients, KafkaLogOptions options, string topic, TimeProvider time)
    : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Fetches and offset queries share one connection. A fetch that waits at the end of the log would delay the next
    /// query, so fetches wait only 10 ms.
    /// </summary>
    private const int FetchWaitMilliseconds = 10;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly TopicPartition _partition = new(topic, 0);
    private IConsumer<byte[]?, byte[]?>? _consumer;
    private readonly KafkaTrouble _trouble = new(time);
    private readonly BrokerMemory _brokers = new();
    private (long Offset, long? Time) _start = (-1, null);
    private (long End, long AfterLast, long? Time) _end = (-1, -1, null);

    /// <summary>Start and end (after the last committed record).</summary>
    /// <exception cref="LogUnavailableException">No answer in time.</exception>
    public Task<WatermarkOffsets> GetWatermarksAsync(CancellationToken cancellationToken) =>
        AskAsync(consumer => QueryWatermarks(consumer), cancellationToken);

    /// <summary>
    /// Bounds with times. The end is that after the last record that can be read: after it only markers of the broker
    /// may stand.
    /// </summary>
    /// <exception cref="LogUnavailableException">No answer in time.</exception>
    public Task<LogBounds> GetBoundsAsync(CancellationToken cancellationToken) =>
        AskAsync(
            consumer =>
            {
                var marks = QueryWatermarks(consumer);
                var (low, high) = (marks.Low.Value, marks.High.Value);
                if (low >= high)
                {
                    return new LogBounds(low, high, null, null);
                }

                if (_end.End != high)
                {
                    _end = FindLast(consumer, low, high);
                }

                if (_start.Offset != low)
                {
                    _start = (low, FirstTime(consumer, low, high));
                }

                return new LogBounds(low, _end.AfterLast, _start.Time, _end.Time);
            },
            cancellationToken
        );

    /// <summary>
    /// The leader may be another one: it is looked up before the next question, which waits for a dead one otherwise.
    /// </summary>
    public void DoubtLeader() => _brokers.Doubt();

    /// <inheritdoc/>
    public void Dispose()
    {
        _consumer?.Dispose();
        _turn.Dispose();
    }

    private void OnError(Error error)
    {
        _trouble.Note(error);
        _brokers.Doubt();
    }

    private WatermarkOffsets QueryWatermarks(IConsumer<byte[]?, byte[]?> consumer) =>
        Watermarks.Known(consumer.QueryWatermarkOffsets(_partition, Watermarks.Patience));

    private async Task<T> AskAsync<T>(Func<IConsumer<byte[]?, byte[]?>, T> ask, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _consumer ??= clients.CreateConsumer(
                "probe",
                $"cdc-replicator.{options.Cluster}.probe",
                AutoOffsetReset.Error,
                OnError,
                FetchWaitMilliseconds
            );
            var answer = await AskPatientlyAsync(_consumer, ask, cancellationToken).ConfigureAwait(false);
            _trouble.Clear();
            return answer;
        }
        catch (KafkaException e)
        {
            throw KafkaFailures.Of(_trouble.MoreTelling(e.Error), options.Endpoint, KafkaRequest.Bounds(topic), e);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Asks again while the trouble may pass: a broker that has not heard of a topic just created says there is none,
    /// and a leader's death is seen only when a question to it is not answered.
    /// </summary>
    private async Task<T> AskPatientlyAsync<T>(
        IConsumer<byte[]?, byte[]?> consumer,
        Func<IConsumer<byte[]?, byte[]?>, T> ask,
        CancellationToken cancellationToken
    )
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await Task.Run(() => AskFreshly(consumer, ask), cancellationToken).ConfigureAwait(false);
            }
            catch (KafkaException e)
                when (KafkaFailures.Classify(e.Error.Code) is KafkaFailure.TopicMissing or KafkaFailure.Unavailable
                    && !_trouble.IsRefused
                    && time.GetElapsedTime(started) < options.ConnectTimeout
                )
            {
                _brokers.Doubt();
                await Task.Delay(PollInterval, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// librdkafka asks the leader it remembers, and waits long for one that is dead. Its callbacks report lost
    /// connections. After one, the leader is looked up anew.
    /// </summary>
    private T AskFreshly<T>(IConsumer<byte[]?, byte[]?> consumer, Func<IConsumer<byte[]?, byte[]?>, T> ask)
    {
        consumer.Consume(TimeSpan.Zero);
        _brokers.Renew(consumer.Handle);
        return ask(consumer);
    }

    /// <summary>The record at an offset; null if there is none that can be read there.</summary>
    /// <exception cref="LogUnavailableException">No answer in time.</exception>
    public Task<ConsumeResult<byte[]?, byte[]?>?> FindRecordAsync(long offset, CancellationToken cancellationToken) =>
        AskAsync(
            consumer =>
            {
                var marks = QueryWatermarks(consumer);
                return
                    offset >= marks.Low.Value
                    && offset < marks.High.Value
                    && ReadFrom(consumer, offset, marks.High.Value, stopAtFirst: true).Found is { } found
                    && found.Offset.Value == offset
                    ? found
                    : null;
            },
            cancellationToken
        );

    private (long, long, long?) FindLast(IConsumer<byte[]?, byte[]?> consumer, long low, long high)
    {
        for (var back = 1L; ; back *= 16)
        {
            var from = Math.Max(low, high - back);
            var (last, isUnreadable) = ReadFrom(consumer, from, high, stopAtFirst: false);
            if (last is not null && !isUnreadable)
            {
                return (high, last.Offset.Value + 1, last.Message.Timestamp.UnixTimestampMs);
            }

            // If nobody can read the records, this does not ask where they end.
            if (isUnreadable || from == low)
            {
                return (high, high, null);
            }
        }
    }

    private long? FirstTime(IConsumer<byte[]?, byte[]?> consumer, long low, long high) =>
        ReadFrom(consumer, low, high, stopAtFirst: true).Found?.Message.Timestamp.UnixTimestampMs;

    /// <summary>
    /// First or last record from an offset up to the end, or null if there is none that can be read; and whether it
    /// ended at a batch that cannot be read.
    /// </summary>
    private (ConsumeResult<byte[]?, byte[]?>? Found, bool IsUnreadable) ReadFrom(
        IConsumer<byte[]?, byte[]?> consumer,
        long from,
        long end,
        bool stopAtFirst
    )
    {
        consumer.Assign(new TopicPartitionOffset(_partition, from));
        ConsumeResult<byte[]?, byte[]?>? found = null;
        try
        {
            var started = time.GetTimestamp();
            while (true)
            {
                var result = consumer.Consume(PollInterval);
                if (result is { IsPartitionEOF: false })
                {
                    found = result;
                }

                if (result is not null && (stopAtFirst || result.IsPartitionEOF || result.Offset.Value + 1 >= end))
                {
                    return (found, false);
                }

                if (time.GetElapsedTime(started) > options.ConnectTimeout)
                {
                    throw new KafkaException(new Error(ErrorCode.Local_TimedOut, "no record came"));
                }
            }
        }
        catch (ConsumeException e) when (KafkaFailures.Classify(e.Error.Code) == KafkaFailure.Unreadable)
        {
            return (found, true);
        }
        finally
        {
            consumer.Unassign();
        }
    }
}
