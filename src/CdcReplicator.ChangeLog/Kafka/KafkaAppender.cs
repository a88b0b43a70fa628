using CdcReplicator.Model;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Appends through one idempotent producer. The records of an append are handed over together and in order; an append
/// never retries by itself beyond what the producer does. A producer that ended with a fatal error is replaced by the
/// next append.
/// </summary>
internal sealed class KafkaAppender(
    KafkaClients clients,
    string endpoint,
    int maxMessageBytes,
    TimeProvider time,
    ILogger logger
) : IAsyncDisposable
{
    private const long InFlightBytes = 64L * 1024 * 1024;

    /// <summary>What a batch of one record costs beside key, value and headers.</summary>
    private const int BatchOverhead = 256;
    private const int HeaderOverhead = 16;
    private static readonly TimeSpan QueueFullPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _order = new(1, 1);
    private readonly HashSet<PendingAppend> _pending = [];
    private readonly HashSet<TopicWatch> _watches = [];
    private readonly KafkaTrouble _trouble = new(time);
    private readonly InFlightBudget _budget = new(InFlightBytes);
    private KafkaProducer? _producer;
    private volatile bool _isProducerDead;
    private bool _isDisposed;

    /// <summary>Largest record that surely fits: key, value and headers in bytes.</summary>
    public long MaxRecordBytes => maxMessageBytes - BatchOverhead;

    /// <summary>
    /// Appends to partition 0 of a topic, which is vouched for before this returns. Errors as
    /// <see cref="IChangeLog.AppendAsync"/>.
    /// </summary>
    public async Task<AppendReceipt> AppendAsync(
        string topic,
        TopicWatch watch,
        IReadOnlyList<RecordToAppend> records,
        CancellationToken cancellationToken
    )
    {
        ThrowIfTroubled(watch);
        var append = new PendingAppend(topic, records.Count, MeasureAll(records), endpoint, _budget, MaxRecordBytes)
        {
            Finished = Forget,
            Reported = watch.Observe,
        };
        await _order.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            lock (_pending)
            {
                _watches.Add(watch);
            }

            await HandOverAsync(new TopicPartition(topic, 0), records, append).ConfigureAwait(false);
        }
        finally
        {
            _order.Release();
        }

        try
        {
            var receipt = await append.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            await watch.VouchAsync(receipt, records[^1], cancellationToken).ConfigureAwait(false);
            _trouble.Clear();
            return receipt;
        }
        catch (OperationCanceledException e)
        {
            throw append.Unknown(null, e);
        }
        catch (ReplicationException e) when (append.Task.IsCompletedSuccessfully)
        {
            throw new AppendOutcomeUnknownException(
                $"An append to '{endpoint}' was answered, but it is not certain that it stands in the log. {e.Problem}",
                e.Remedy,
                e
            );
        }
        catch (LogUnavailableException e)
        {
            var cause = await ExplainAsync(topic, watch).ConfigureAwait(false);
            throw watch.Trouble ?? new LogUnavailableException(e.Problem + cause, e.Remedy, e);
        }
        catch (AppendOutcomeUnknownException e)
        {
            throw new AppendOutcomeUnknownException(
                e.Problem + await ExplainAsync(topic, watch).ConfigureAwait(false),
                e.Remedy,
                e
            );
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _order.WaitAsync().ConfigureAwait(false);
        try
        {
            if (!_isDisposed)
            {
                _isDisposed = true;
                await Task.Run(() => _producer?.Flush(FlushPatience)).ConfigureAwait(false);
                await Task.Run(DropProducer).ConfigureAwait(false);
            }
        }
        finally
        {
            _order.Release();
        }
    }

    private async Task HandOverAsync(TopicPartition target, IReadOnlyList<RecordToAppend> records, PendingAppend append)
    {
        if (_isProducerDead)
        {
            await Task.Run(DropProducer).ConfigureAwait(false);
        }

        _producer ??= await Task.Run(() => new KafkaProducer(clients, maxMessageBytes, OnError)).ConfigureAwait(false);
        lock (_pending)
        {
            _pending.Add(append);
        }

        for (var i = 0; i < records.Count; i++)
        {
            await append.TakeShareAsync().ConfigureAwait(false);
            if (await TrySendAsync(target, MessageOf(records[i]), append).ConfigureAwait(false) is { } refusal)
            {
                append.OnNotSent(records.Count - i, refusal);
                return;
            }
        }
    }

    private async ValueTask<Error?> TrySendAsync(
        TopicPartition target,
        Message<byte[]?, byte[]?> message,
        PendingAppend append
    )
    {
        while (true)
        {
            try
            {
                _producer!.Produce(target, message, append.OnReport);
                return null;
            }
            catch (KafkaException e) when (KafkaFailures.Classify(e.Error.Code) == KafkaFailure.QueueFull)
            {
                await Task.Delay(QueueFullPause, time).ConfigureAwait(false);
            }
            catch (KafkaException e)
            {
                _isProducerDead |= e.Error.IsFatal || e.Error.Code == ErrorCode.Local_Fatal;
                return e.Error;
            }
        }
    }

    private void OnError(Error error)
    {
        _trouble.Note(error);
        PendingAppend[] pending;
        TopicWatch[] watches;
        lock (_pending)
        {
            pending = [.. _pending];
            watches = [.. _watches];
        }

        foreach (var watch in watches)
        {
            watch.Doubt();
        }

        foreach (var append in pending)
        {
            append.Interrupt();
        }

        if (error.IsFatal)
        {
            logger.ProducerFatal(error.Code.ToString(), error.Reason);
            _isProducerDead = true;

            // At once: one that hands over may wait for what they hold of the budget, and nobody replaces the producer
            // before it is done.
            Abandon();
        }
    }

    private void DropProducer()
    {
        _producer?.Dispose();
        _producer = null;
        _isProducerDead = false;
        Abandon();
    }

    private void Abandon()
    {
        PendingAppend[] unanswered;
        lock (_pending)
        {
            unanswered = [.. _pending];
            _pending.Clear();
        }

        foreach (var append in unanswered)
        {
            append.Abandon();
        }
    }

    private async Task<string> ExplainAsync(string topic, TopicWatch watch) =>
        _trouble.Refusal is { } refusal
            ? $" Kafka refuses: {refusal.Code} ({refusal.Reason}). "
                + KafkaFailures.RemedyFor(refusal.Code, KafkaRequest.Append(topic))
            : await watch.ExplainAsync().ConfigureAwait(false);

    private static void ThrowIfTroubled(TopicWatch watch)
    {
        if (watch.Trouble is { } trouble)
        {
            throw trouble;
        }
    }

    private void Forget(PendingAppend append)
    {
        lock (_pending)
        {
            _pending.Remove(append);
        }
    }

    private long MeasureAll(IReadOnlyList<RecordToAppend> records)
    {
        var total = 0L;
        for (var i = 0; i < records.Count; i++)
        {
            var size = Measure(records[i]);
            if (size > MaxRecordBytes)
            {
                throw new RecordTooLargeException(size, MaxRecordBytes);
            }

            total += size + HeaderOverhead;
        }

        return total;
    }

    private static long Measure(RecordToAppend record)
    {
        var size = (record.Key?.LongLength ?? 0) + (record.Value?.LongLength ?? 0);
        for (var i = 0; i < record.Headers.Count; i++)
        {
            var header = record.Headers[i];
            size += HeaderOverhead + (header.Name.Length * 3) + (header.Value?.LongLength ?? 0);
        }

        return size;
    }

    private static Message<byte[]?, byte[]?> MessageOf(RecordToAppend record)
    {
        var message = new Message<byte[]?, byte[]?> { Key = record.Key, Value = record.Value };
        if (record.Headers.Count > 0)
        {
            message.Headers = [];
            for (var i = 0; i < record.Headers.Count; i++)
            {
                message.Headers.Add(record.Headers[i].Name, record.Headers[i].Value);
            }
        }

        return message;
    }
}
