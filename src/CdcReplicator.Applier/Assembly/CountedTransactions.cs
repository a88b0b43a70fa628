using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>The open transactions of our own publishers, by source and id.</summary>
internal sealed class CountedTransactions(TimeSpan timeout, Func<TransactionRows> newRows)
{
    private readonly Dictionary<(string Source, TransactionId Id), CountedTransaction> _open = [];
    private readonly FirstOffsets _firsts = new();
    private readonly long _timeout = (long)timeout.TotalMilliseconds;

    // One step may end everything that is open, as it must after a silence, and no more than that.
    private readonly AppendClock _clock = new((long)timeout.TotalMilliseconds + 1);
    private long _earliestAttempt = long.MaxValue;

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
        if (_open.Count == 0 || _clock.Time - _earliestAttempt <= _timeout)
        {
            return;
        }

        _earliestAttempt = long.MaxValue;
        foreach (var (key, transaction) in _open)
        {
            if (_clock.Time - transaction.AttemptTime > _timeout)
            {
                _open.Remove(key);
                _firsts.Remove(transaction);
                transaction.Abandon();
            }
            else
            {
                _earliestAttempt = Math.Min(_earliestAttempt, transaction.AttemptTime);
            }
        }
    }

    /// <summary>Takes an event; returns the rows of the transaction if that completed it.</summary>
    /// <exception cref="BrokenTransactionException">The event contradicts the transaction.</exception>
    public TransactionRows? Take(in LogEvent logEvent, in SourceInfo source, TransactionBlock block, long eventCount)
    {
        if (block.TotalOrder < 1 || block.TotalOrder > eventCount)
        {
            throw new BrokenTransactionException(
                logEvent.Record.Offset,
                $"transaction {block.Id} of '{source.Name}' has {eventCount} events, but this one has place "
                    + $"{block.TotalOrder}."
            );
        }

        var key = (source.Name, block.Id);
        if (eventCount == 1 && (_open.Count == 0 || !_open.ContainsKey(key)))
        {
            return Lone(logEvent);
        }

        if (!_open.TryGetValue(key, out var transaction))
        {
            if (block.TotalOrder != 1)
            {
                return null;
            }

            transaction = new CountedTransaction(block.Id, logEvent.Record, _clock.Time, eventCount, newRows());
            _open.Add(key, transaction);
            _firsts.Add(transaction);
            _earliestAttempt = Math.Min(_earliestAttempt, _clock.Time);
        }

        if (transaction.EventCount != eventCount || !transaction.Accepts(source))
        {
            throw new BrokenTransactionException(
                logEvent.Record.Offset,
                $"it says transaction {block.Id} of '{source.Name}' has {eventCount} events from '{source.Connector}', "
                    + $"the records before it said {transaction.EventCount} from '{transaction.Source?.Connector}'."
            );
        }

        transaction.Take(logEvent, source, block.TotalOrder, _clock.Time);
        if (!transaction.IsComplete)
        {
            return null;
        }

        _open.Remove(key);
        _firsts.Remove(transaction);
        return transaction.Rows;
    }

    /// <summary>The rows of a transaction that is complete with its only event: it is never open.</summary>
    private TransactionRows Lone(in LogEvent logEvent)
    {
        var rows = newRows();
        rows.Take(logEvent);

        return rows;
    }
}
