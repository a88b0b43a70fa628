using CdcReplicator.Model;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Appends through one idempotent producer. The records of an append are handed over together and in order; an append never retries
/// by itself beyond what the producer does. A producer that ended with a fatal error is replaced by the next append.
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
    private readonly InFlightBudget _budget = new(InFlightBytes);
    private KafkaProducer? _producer;
    private volatile bool _isProducerDead;
    private bool _isDisposed;

    /// <summary>Largest record that surely fits: key, value and headers in bytes.</summary>
    public long MaxRecordBytes => maxMessageBytes - BatchOverhead;

    /// <summary>Appends to partition 0 of a topic. Errors as <see cref="IChangeLog.AppendAsync"/>.</summary>
    public async Task<AppendReceipt> AppendAsync(
        string topic,
        IReadOnlyList<RecordToAppend> records,
        CancellationToken cancellationToken
    )
    {
        var append = new PendingAppend(records.Count, MeasureAll(records), endpoint, _budget, MaxRecordBytes)
        {
            Finished = Forget,
        };
        await _order.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            await HandOverAsync(new TopicPartition(topic, 0), records, append).ConfigureAwait(false);
        }
        finally
        {
            _order.Release();
        }

        try
        {
            return await append.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            throw append.Unknown(null, e);
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
            await _budget.TakeAsync(append.BytesPerRecord).ConfigureAwait(false);
            if (await TrySendAsync(target, MessageOf(records[i]), append).ConfigureAwait(false) is { } refusal)
            {
                _budget.Give(append.BytesPerRecord);
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
        if (error.IsFatal)
        {
            logger.ProducerFatal(error.Code.ToString(), error.Reason);
            _isProducerDead = true;
        }
    }

    private void DropProducer()
    {
        _producer?.Dispose();
        _producer = null;
        _isProducerDead = false;
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
