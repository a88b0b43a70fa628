using CdcReplicator.Model;
using Confluent.Kafka;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// One append on its way: collects the delivery reports of its records, and holds their share of the budget until they
/// come.
/// </summary>
internal sealed class PendingAppend(
    string topic,
    int records,
    long bytes,
    string endpoint,
    InFlightBudget budget,
    long limit
)
{
    private readonly TaskCompletionSource<AppendReceipt> _done = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    // Reports come on the producer's thread while the appender hands over the rest, or gives the append up.
    private readonly Lock _lock = new();
    private AppendReports _reports;
    private AppendReceipt _receipt = new(long.MaxValue, 0, -1, 0);
    private long _held;
    private bool _mayBeRepeat;

    /// <summary>Done when the last report came.</summary>
    public Task<AppendReceipt> Task => _done.Task;

    /// <summary>Called when the append needs no more watching.</summary>
    public Action<PendingAppend>? Finished { get; set; }

    /// <summary>Called with each offset of a report, in the order of the reports.</summary>
    public Action<long>? Reported { get; set; }

    /// <summary>Each record's share of the budget.</summary>
    private long BytesPerRecord { get; } = Math.Max(1, bytes / records);

    /// <summary>Takes the next record's share of the budget.</summary>
    public async ValueTask TakeShareAsync()
    {
        await budget.TakeAsync(BytesPerRecord).ConfigureAwait(false);
        lock (_lock)
        {
            _held += BytesPerRecord;
        }
    }

    /// <summary>A connection was lost: what is under way may be sent again.</summary>
    public void Interrupt()
    {
        lock (_lock)
        {
            _mayBeRepeat = true;
        }
    }

    /// <summary>Takes one delivery report.</summary>
    public void OnReport(DeliveryReport<byte[]?, byte[]?> report)
    {
        var offset = report.Offset.Value;
        bool isLast;
        lock (_lock)
        {
            GiveShare();
            _reports.Add(report.Error, report.Status, offset, _mayBeRepeat);
            if (!report.Error.IsError)
            {
                Include(offset, report.Timestamp.UnixTimestampMs);
            }

            isLast = _reports.Count == records;
        }

        if (!report.Error.IsError && offset >= 0)
        {
            Reported?.Invoke(offset);
        }

        if (isLast)
        {
            Finish();
        }
    }

    /// <summary>Counts records that never reached the producer; the share of the first was taken.</summary>
    public void OnNotSent(int count, Error error)
    {
        bool isLast;
        lock (_lock)
        {
            GiveShare();
            for (var i = 0; i < count; i++)
            {
                _reports.Add(error, PersistenceStatus.NotPersisted, -1);
            }

            isLast = _reports.Count == records;
        }

        if (isLast)
        {
            Finish();
        }
    }

    /// <summary>The producer is gone and will not report any more: gives back what it holds.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            budget.Give(_held);
            _held = 0;
        }

        _done.TrySetException(Unknown(null));
    }

    /// <summary>The error for an append that was sent and may or may not be in the log.</summary>
    public AppendOutcomeUnknownException Unknown(Error? error, Exception? inner = null) =>
        new(
            $"An append of {records} record(s) to topic '{topic}' of '{endpoint}' was sent and not answered"
                + (error is null ? "." : $": {error.Code} ({error.Reason}).")
                + (
                    error is not null && KafkaFailures.IsForbidden(error.Code)
                        ? " " + KafkaFailures.RemedyFor(error.Code, KafkaRequest.Append(topic))
                        : ""
                ),
            "Append the same transaction under the same number again, or resolve it; either takes effect once.",
            inner
        );

    private void GiveShare()
    {
        var share = Math.Min(_held, BytesPerRecord);
        _held -= share;
        budget.Give(share);
    }

    private void Include(long offset, long time)
    {
        if (offset < _receipt.FirstOffset)
        {
            _receipt = _receipt with { FirstOffset = offset, FirstAppendTime = time };
        }

        if (offset > _receipt.LastOffset)
        {
            _receipt = _receipt with { LastOffset = offset, LastAppendTime = time };
        }
    }

    private void Finish()
    {
        Finished?.Invoke(this);
        switch (_reports.Decide())
        {
            case AppendOutcome.Appended:
                _done.TrySetResult(_receipt);
                break;
            case AppendOutcome.NotAppended:
                _done.TrySetException(KafkaFailures.Of(_reports.Error!, endpoint, KafkaRequest.Append(topic)));
                break;
            case AppendOutcome.TooLarge:
                _done.TrySetException(new RecordTooLargeException(BytesPerRecord, limit));
                break;
            default:
                _done.TrySetException(Unknown(_reports.Error));
                break;
        }
    }
}
