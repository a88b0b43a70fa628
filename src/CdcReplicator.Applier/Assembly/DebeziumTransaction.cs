using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// An open transaction of a connector. A connector that was killed sends BEGIN again and then the events from somewhere
/// inside: those held already are recognised by their LSN and their place among the events of that LSN. LSNs rise
/// inside a transaction, so what is held is always a prefix, and its last LSN with the number of events there tells all
/// of it, however large the transaction is.
/// </summary>
internal sealed class DebeziumTransaction(
    TransactionId joinId,
    in LogRecord first,
    bool hasBegin,
    bool startsInside,
    TransactionRows rows
) : OpenTransaction(joinId, first, rows)
{
    private long _heldLsn = long.MinValue;
    private long _heldAtLsn;
    private long _attemptLsn = long.MinValue;
    private long _attemptAtLsn;
    private bool _lsnsFell;

    /// <summary>Deliveries begun, from 1.</summary>
    public int Attempts { get; private set; } = 1;

    /// <summary>Events of the current delivery, repetitions included: what END counts.</summary>
    public long AttemptEvents { get; private set; }

    /// <summary>Whether its BEGIN was read.</summary>
    public bool HasBegin { get; private set; } = hasBegin;

    /// <summary>Whether the log begins inside it: its first event read was not its first.</summary>
    public bool StartsInside { get; } = startsInside;

    /// <summary>BEGIN came again: keep what is held, number the events of the new delivery from 1.</summary>
    public void BeginAgain()
    {
        HasBegin = true;
        Attempts++;
        AttemptEvents = 0;
        _attemptLsn = long.MinValue;
        _attemptAtLsn = 0;
    }

    /// <summary>Why the event cannot be placed, or null if it can. Changes nothing.</summary>
    public string? Objection(in SourceInfo source)
    {
        if (!Accepts(source))
        {
            return $"it belongs to transaction {Id}, which is open for source '{Source!.Value.Name}', but comes from source '{source.Name}'. "
                + "Two connectors whose transaction numbers can coincide must not share a log.";
        }

        if (Attempts > 1 && source.Lsn is null)
        {
            return $"transaction {Id} of source '{source.Name}' was resumed and its events carry no LSN, so repetitions cannot be told.";
        }

        return Attempts > 1 && (_lsnsFell || source.Lsn < _attemptLsn)
            ? $"transaction {Id} of source '{source.Name}' was resumed and its LSNs do not rise, so repetitions cannot be told."
            : null;
    }

    /// <summary>Takes an event of the current delivery, unless it is held.</summary>
    public void Take(in LogEvent logEvent, in SourceInfo source)
    {
        TakeSource(source);
        AttemptEvents++;
        var isNew = source.Lsn is not { } lsn || Advance(lsn);
        if (isNew && logEvent.IsRow)
        {
            Rows.Add(logEvent.Record, logEvent.Row);
        }
    }

    private bool Advance(long lsn)
    {
        _lsnsFell |= lsn < _attemptLsn;
        _attemptAtLsn = lsn == _attemptLsn ? _attemptAtLsn + 1 : 1;
        _attemptLsn = lsn;
        if (Attempts > 1 && (lsn < _heldLsn || (lsn == _heldLsn && _attemptAtLsn <= _heldAtLsn)))
        {
            return false;
        }

        if (lsn >= _heldLsn)
        {
            _heldLsn = lsn;
            _heldAtLsn = _attemptAtLsn;
        }

        return true;
    }
}
