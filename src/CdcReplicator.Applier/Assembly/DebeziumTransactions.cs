using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// The open transactions of connectors, by the part of the id that their records share. Never aborted by time.
/// </summary>
internal sealed class DebeziumTransactions(long lastAppliedSequence, Func<TransactionRows> newRows)
{
    private readonly Dictionary<TransactionId, DebeziumTransaction> _open = [];
    private readonly FirstOffsets _firsts = new();

    public IReadOnlyCollection<DebeziumTransaction> All => _open.Values;

    /// <summary>Where the first of them begins; the largest number if none is open.</summary>
    public long FirstOffset => _firsts.Lowest;

    /// <summary>BEGIN: opens, or announces another delivery of what is open.</summary>
    public void Begin(in LogRecord record, BeginEvent begin)
    {
        var joinId = JoinId(begin.Id);
        if (_open.TryGetValue(joinId, out var transaction))
        {
            transaction.BeginAgain();
        }
        else
        {
            Open(joinId, new DebeziumTransaction(joinId, record, true, false, newRows()));
        }
    }

    /// <summary>Takes a row or message with a transaction block.</summary>
    /// <exception cref="BrokenTransactionException">It cannot be placed.</exception>
    public void Take(in LogEvent logEvent, in SourceInfo source, TransactionBlock block)
    {
        var joinId = block.Id.JoinId;
        if (!_open.TryGetValue(joinId, out var transaction))
        {
            transaction = OpenWithoutBegin(logEvent.Record, joinId, source, block);
        }

        if (transaction.Objection(source) is { } objection)
        {
            throw new BrokenTransactionException(logEvent.Record.Offset, objection);
        }

        transaction.Take(logEvent, source);
    }

    /// <summary>END: hands out the transaction it completes; null if nothing is to be done.</summary>
    /// <exception cref="BrokenTransactionException">END counts other events than the log has.</exception>
    public DebeziumTransaction? End(in LogRecord record, EndEvent end)
    {
        var joinId = JoinId(end.Id);
        _open.TryGetValue(joinId, out var transaction);
        if (record.Offset > lastAppliedSequence)
        {
            if (transaction?.Objection(end) is { } objection)
            {
                throw new BrokenTransactionException(record.Offset, objection);
            }

            var events = transaction?.AttemptEvents ?? 0;
            if (events != end.EventCount || transaction is { StartsInside: true, Attempts: 1 })
            {
                throw new BrokenTransactionException(
                    record.Offset,
                    $"END of transaction {end.Id} counts {end.EventCount} events, the log has {events} of this delivery"
                        + (transaction is { StartsInside: true } ? " and begins inside the transaction." : ".")
                );
            }
        }

        return transaction is null
            ? new DebeziumTransaction(joinId, record, false, false, newRows())
            : Close(joinId, transaction);
    }

    /// <summary>
    /// Drops an open transaction that began before a place in the log, by an operator's wish. If the beginning of one
    /// is not read again, nobody knows where that was. It was closed before, or halts at its END either way.
    /// </summary>
    public void Discard(string source, string id, long before)
    {
        var joinId = JoinId(id);
        if (
            _open.TryGetValue(joinId, out var transaction)
            && (transaction.Source is not { } own || own.Name == source)
            && (transaction.FirstOffset < before || transaction.StartsInside)
        )
        {
            Drop(joinId);
        }
    }

    /// <summary>Drops the transaction an END would complete, when that END is skipped.</summary>
    public void Skip(EndEvent end) => Drop(JoinId(end.Id));

    private DebeziumTransaction OpenWithoutBegin(
        in LogRecord record,
        TransactionId joinId,
        in SourceInfo source,
        TransactionBlock block
    )
    {
        // Connectors deliver one transaction after the other. A second one without BEGIN while one without BEGIN is
        // open means that BEGIN and END are not routed into the log at all: nothing would ever complete.
        foreach (var other in _open.Values)
        {
            if (!other.HasBegin && other.Source?.Name == source.Name && record.Offset > lastAppliedSequence)
            {
                throw new BrokenTransactionException(
                    record.Offset,
                    $"source '{source.Name}' sends rows of transaction {joinId} while {other.Id} has neither BEGIN nor "
                        + "END in the log. Route the connector's transaction topic into the log."
                );
            }
        }

        var transaction = new DebeziumTransaction(joinId, record, false, block.TotalOrder != 1, newRows());
        Open(joinId, transaction);
        return transaction;
    }

    private void Open(TransactionId joinId, DebeziumTransaction transaction)
    {
        _open.Add(joinId, transaction);
        _firsts.Add(transaction);
    }

    private DebeziumTransaction Close(TransactionId joinId, DebeziumTransaction transaction)
    {
        _open.Remove(joinId);
        _firsts.Remove(transaction);
        return transaction;
    }

    private void Drop(TransactionId joinId)
    {
        if (_open.TryGetValue(joinId, out var transaction))
        {
            Close(joinId, transaction).Abandon();
        }
    }

    private static TransactionId JoinId(string id) => new TransactionId(id).JoinId;
}
