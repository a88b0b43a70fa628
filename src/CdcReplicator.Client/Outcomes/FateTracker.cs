using CdcReplicator.Cluster;
using CdcReplicator.Model;

namespace CdcReplicator.Client;

/// <summary>
/// Follows one transaction of an SDK publisher through the log. What completes and what aborts it is for
/// <see cref="CountedPlaces"/> to say, as in the appliers (docs/architecture.md, "Abandoned transactions" and "Unknown
/// outcomes"); the first of completion and abandon message counts.
/// </summary>
internal sealed class FateTracker(string publisher, long number, TimeSpan transactionTimeout)
{
    private readonly TransactionId _id = new(
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{publisher}:{number}")
    );
    private readonly long _timeout = (long)transactionTimeout.TotalMilliseconds;
    private readonly AppendClock _clock = CountedPlaces.NewClock(transactionTimeout);
    private CountedPlaces _places;

    /// <summary>Takes note of time passing in the log. Call for every record, before <see cref="Observe"/>.</summary>
    public void Pass(in LogRecord record)
    {
        _clock.Pass(record);
        if (_clock.Time > _places.OpenUntil(_timeout))
        {
            _places = default;
        }
    }

    /// <summary>Takes note of a decoded record; returns the transaction's fate once it is decided.</summary>
    public TransactionFate? Observe(in LogEvent logEvent) =>
        logEvent.Other switch
        {
            null => Take(logEvent.Record, logEvent.Row.Source, logEvent.Row.Transaction),
            MessageEvent message when IsAbandonOfThis(message) => new TransactionFate(null),
            // A message inside a transaction of rows counts among its events, whatever it says.
            MessageEvent message when !message.IsControl || message.Transaction is not { EventCount: 1 } => Take(
                logEvent.Record,
                message.Source,
                message.Transaction
            ),
            _ => null,
        };

    private TransactionFate? Take(in LogRecord record, in SourceInfo source, TransactionBlock? ofTransaction) =>
        ofTransaction is { EventCount: { } count } block
        && block.Id == _id
        && source.Name == publisher
        && source.Connector == WellKnown.SdkConnector
        && _places.Take(block.TotalOrder, count, _clock.Time) == CountedPlace.Completes
            ? new TransactionFate(record.Offset)
            : null;

    private bool IsAbandonOfThis(MessageEvent message) =>
        ControlReading.Abandoned(message) is { } stamp && stamp.Publisher == publisher && stamp.Number == number;
}
