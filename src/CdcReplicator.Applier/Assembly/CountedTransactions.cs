using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// The open transactions of our own publishers, by source and id. What their events mean is for
/// <see cref="CountedPlaces"/> to say.
/// </summary>
internal sealed class CountedTransactions(TimeSpan timeout, Func<TransactionRows> newRows)
{
    private readonly Dictionary<(string Source, TransactionId Id), CountedTransaction> _open = [];
    private readonly FirstOffsets _firsts = new();
    private readonly long _timeout = (long)timeout.TotalMilliseconds;
    private readonly AppendClock _clock = CountedPlaces.NewClock(timeout);
    private long _earliestEnd = long.MaxValue;

    public IReadOnlyCollection<OpenTransaction> Open => _open.Values;

    /// <summary>Where the first of them begins; the largest number if none is open.</summary>
    public long FirstOffset => _firsts.Lowest;

    /// <summary>
    /// Passes the next record, and drops what it shows to be abandoned. Only what passed between records counts, so
    /// every node agrees wherever it started reading.
    /// </summary>
    public void Expire(in LogRecord record)
    {
        _clock.Pass(record);
        if (_open.Count == 0 || _clock.Time <= _earliestEnd)
        {
            return;
        }

        _earliestEnd = long.MaxValue;
        foreach (var (key, transaction) in _open)
        {
            var end = transaction.OpenUntil(_timeout);
            if (_clock.Time > end)
            {
                _open.Remove(key);
                _firsts.Remove(transaction);
                transaction.Abandon();
            }
            else
            {
                _earliestEnd = Math.Min(_earliestEnd, end);
            }
        }
    }

    /// <summary>Takes an event; returns the rows of the transaction if that completed it.</summary>
    /// <exception cref="BrokenTransactionException">The event contradicts the transaction.</exception>
    public TransactionRows? Take(in LogEvent logEvent, in SourceInfo source, TransactionBlock block, long eventCount)
    {
        var key = (source.Name, block.Id);
        CountedTransaction? transaction = null;
        if (_open.Count == 0 || !_open.TryGetValue(key, out transaction))
        {
            var none = default(CountedPlaces);
            switch (none.Take(block.TotalOrder, eventCount, _clock.Time))
            {
                case CountedPlace.Contradicts:
                    throw Contradiction(logEvent, source, block, eventCount, null);
                case CountedPlace.Completes:
                    return Lone(logEvent);
                case CountedPlace.PassedOver:
                    return null;
            }

            transaction = new CountedTransaction(block.Id, logEvent.Record, newRows());
            _open.Add(key, transaction);
            _firsts.Add(transaction);
            _earliestEnd = Math.Min(_earliestEnd, _clock.Time + _timeout);
        }
        else if (!transaction.Accepts(source))
        {
            throw Contradiction(logEvent, source, block, eventCount, transaction);
        }

        switch (transaction.Take(logEvent, source, block, eventCount, _clock.Time))
        {
            case CountedPlace.Contradicts:
                throw Contradiction(logEvent, source, block, eventCount, transaction);
            case CountedPlace.Completes:
                _open.Remove(key);
                _firsts.Remove(transaction);
                return transaction.Rows;
            default:
                return null;
        }
    }

    private static BrokenTransactionException Contradiction(
        in LogEvent logEvent,
        in SourceInfo source,
        TransactionBlock block,
        long eventCount,
        CountedTransaction? open
    ) =>
        new(
            logEvent.Record.Offset,
            open is null || block.TotalOrder < 1 || block.TotalOrder > eventCount
                ? $"transaction {block.Id} of '{source.Name}' has {eventCount} events, but this one has place "
                    + $"{block.TotalOrder}."
                : $"it says transaction {block.Id} of '{source.Name}' has {eventCount} events from "
                    + $"'{source.Connector}', the records before it said {open.EventCount} from "
                    + $"'{open.Source?.Connector}'."
        );

    /// <summary>The rows of a transaction that is complete with its only event: it is never open.</summary>
    private TransactionRows Lone(in LogEvent logEvent)
    {
        var rows = newRows();
        rows.Take(logEvent);

        return rows;
    }
}
