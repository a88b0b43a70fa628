using CdcReplicator.Model;
using Confluent.Kafka;

namespace CdcReplicator.ChangeLog;

/// <summary>One append on its way: collects the delivery reports of its records, which one thread delivers.</summary>
internal sealed class PendingAppend(int records, long bytes, string endpoint, InFlightBudget budget, long limit)
{
    private readonly TaskCompletionSource<AppendReceipt> _done = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private AppendReports _reports;
    private AppendReceipt _receipt = new(long.MaxValue, 0, -1, 0);

    /// <summary>Done when the last report came.</summary>
    public Task<AppendReceipt> Task => _done.Task;

    /// <summary>Each record's share of the budget.</summary>
    public long BytesPerRecord { get; } = Math.Max(1, bytes / records);

    /// <summary>Called when the append needs no more watching.</summary>
    public Action<PendingAppend>? Finished { get; set; }

    /// <summary>Takes one delivery report.</summary>
    public void OnReport(DeliveryReport<byte[]?, byte[]?> report)
    {
        budget.Give(BytesPerRecord);
        _reports.Add(report.Error, report.Status, report.Offset.Value);
        if (!report.Error.IsError)
        {
            Include(report.Offset.Value, report.Timestamp.UnixTimestampMs);
        }

        if (_reports.Count == records)
        {
            Finish();
        }
    }

    /// <summary>Counts records that never reached the producer.</summary>
    public void OnNotSent(int count, Error error)
    {
        for (var i = 0; i < count; i++)
        {
            _reports.Add(error, PersistenceStatus.NotPersisted, -1);
        }

        if (_reports.Count == records)
        {
            Finish();
        }
    }

    /// <summary>The producer is gone and will not report any more.</summary>
    public void Abandon() => _done.TrySetException(Unknown(null));

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
                _done.TrySetException(KafkaFailures.Of(_reports.Error!, endpoint, "appending; nothing was appended"));
                break;
            case AppendOutcome.TooLarge:
                _done.TrySetException(new RecordTooLargeException(BytesPerRecord, limit));
                break;
            default:
                _done.TrySetException(Unknown(_reports.Error));
                break;
        }
    }

    /// <summary>The error for an append that was sent and may or may not be in the log.</summary>
    public AppendOutcomeUnknownException Unknown(Error? error, Exception? inner = null) =>
        new(
            $"An append of {records} record(s) to '{endpoint}' was sent and not answered"
                + (error is null ? "." : $": {error.Code} ({error.Reason})."),
            "Append the same transaction under the same number again, or resolve it; either takes effect once.",
            inner
        );
}
