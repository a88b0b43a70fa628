using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Client;

/// <summary>
/// Follows one transaction of an SDK publisher through the log by the rules the appliers follow (docs/architecture.md,
/// "Abandoned transactions" and "Unknown outcomes"): repeated places are passed over, a transaction open for too long
/// is aborted, the first of completion and abandon message counts.
/// </summary>
internal sealed class FateTracker(string publisher, long number, TimeSpan transactionTimeout)
{
    private readonly TransactionId _id = new(
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{publisher}:{number}")
    );
    private readonly long _timeout = (long)transactionTimeout.TotalMilliseconds;
    private readonly AppendClock _clock = new((long)transactionTimeout.TotalMilliseconds + 1);
    private long _held;
    private long _attemptTime;

    /// <summary>Takes note of time passing in the log. Call for every record, before <see cref="Observe"/>.</summary>
    public void Pass(in LogRecord record)
    {
        _clock.Pass(record);
        if (_held > 0 && _clock.Time - _attemptTime > _timeout)
        {
            _held = 0;
        }
    }

    /// <summary>Takes note of a decoded record; returns the transaction's fate once it is decided.</summary>
    public TransactionFate? Observe(in LogEvent logEvent) =>
        logEvent.Other switch
        {
            null => ObserveRow(logEvent.Record, logEvent.Row),
            MessageEvent
            {
                Prefix: WellKnown.AbandonMessage,
                Source.Connector: WellKnown.SdkConnector,
                Transaction: null or { EventCount: 1 },
            } message when message.Source.Name == publisher && IsAbandonOfThis(message.Content) => new TransactionFate(
                null
            ),
            _ => null,
        };

    private TransactionFate? ObserveRow(in LogRecord record, in RowEvent row) =>
        row is { Source.Connector: WellKnown.SdkConnector, Transaction: { } block }
        && block.Id == _id
        && row.Source.Name == publisher
            ? Take(record, block)
            : null;

    private TransactionFate? Take(in LogRecord record, TransactionBlock block)
    {
        if (block.TotalOrder == 1)
        {
            // A retry under the same number starts the time-out anew.
            _attemptTime = _clock.Time;
        }

        if (block.TotalOrder == _held + 1)
        {
            _held++;
        }

        return _held > 0 && _held == block.EventCount ? new TransactionFate(record.Offset) : null;
    }

    private bool IsAbandonOfThis(byte[] content)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("publisher", out var who)
                && who.ValueKind == JsonValueKind.String
                && who.GetString() == publisher
                && json.RootElement.TryGetProperty("number", out var which)
                && which.TryGetInt64(out var value)
                && value == number;
        }
        // The last one for a number that is none, and for text that is not Unicode.
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
