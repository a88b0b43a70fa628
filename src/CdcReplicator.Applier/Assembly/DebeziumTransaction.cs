using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// An open transaction of a connector. A connector that was killed sends BEGIN again and then the events from somewhere
/// inside: those held already are recognised by their place in the source's log (an LSN, or file, position and row) and
/// their order among the events of that place. Places rise inside a transaction, so what is held is always a prefix,
/// and its last place with the number of events there describes all of it, however large the transaction is.
/// </summary>
internal sealed class DebeziumTransaction(
    TransactionId joinId,
    in LogRecord first,
    bool hasBegin,
    bool startsInside,
    TransactionRows rows
) : OpenTransaction(joinId, first, rows)
{
    private const string PostgreSql = "postgresql";

    // Bytes of WAL between a transaction's last row and its commit: 1 TiB. Nobody keeps as much for one transaction.
    private const long FarthestCommit = 1L << 40;

    private EventPlace _held = EventPlace.Lowest;
    private long _heldThere;
    private EventPlace _attempt = EventPlace.Lowest;
    private long _attemptThere;
    private bool _placesFell;

    /// <summary>Deliveries begun, from 1.</summary>
    public int Attempts { get; private set; } = 1;

    /// <summary>Events of the current delivery, repetitions included: what END counts.</summary>
    public long AttemptEvents { get; private set; }

    /// <summary>The lowest position of its events in the source's log; null if they have none.</summary>
    public long? FirstPosition { get; private set; }

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
        _attempt = EventPlace.Lowest;
        _attemptThere = 0;
    }

    /// <summary>Why the event cannot be placed, or null if it can. Changes nothing.</summary>
    public string? Objection(in SourceInfo source)
    {
        if (!Accepts(source))
        {
            return $"it belongs to transaction {Id}, which is open for source '{Source!.Value.Name}', but comes from "
                + $"source '{source.Name}'. "
                + "Two connectors whose transaction numbers can coincide must not share a log.";
        }

        if (Attempts > 1 && source.Place is null)
        {
            return $"transaction {Id} of source '{source.Name}' was resumed and its events carry neither an LSN nor a "
                + "place in a binary log, so repetitions cannot be told.";
        }

        return Attempts > 1 && (_placesFell || source.Place < _attempt)
            ? $"transaction {Id} of source '{source.Name}' was resumed and the places of its events do not rise, so "
                + "repetitions cannot be told."
            : null;
    }

    /// <summary>
    /// Why an END cannot be that of this transaction, or null if it can. PostgreSQL's ids join by the server's
    /// transaction number alone, which other servers give too; but a commit stands after its rows, and not far after.
    /// If it were taken, its place would count as the source's latest, and what commits below it as a repetition.
    /// </summary>
    public string? Objection(EndEvent end) =>
        Source is { Connector: PostgreSql } own
        && SourceNumber.Of(end.Id) is { } commit
        && _held != EventPlace.Lowest
        && (commit.Number < _held.Position || commit.Number - _held.Position > FarthestCommit)
            ? $"END of transaction {end.Id} has the place {commit.Number}, but its last row of source '{own.Name}' has "
                + $"{_held.Position}: it is the END of another connector."
            : null;

    /// <summary>Takes an event of the current delivery, unless it is held.</summary>
    public void Take(in LogEvent logEvent, in SourceInfo source)
    {
        TakeSource(source);
        AttemptEvents++;
        var isNew = source.Place is not { } place || Advance(place);
        if (isNew)
        {
            Rows.Take(logEvent);
        }
    }

    private bool Advance(EventPlace place)
    {
        _placesFell |= place < _attempt;
        _attemptThere = place == _attempt ? _attemptThere + 1 : 1;
        FirstPosition = Math.Min(FirstPosition ?? long.MaxValue, place.Position);
        _attempt = place;
        if (Attempts > 1 && (place < _held || (place == _held && _attemptThere <= _heldThere)))
        {
            return false;
        }

        if (place >= _held)
        {
            _held = place;
            _heldThere = _attemptThere;
        }

        return true;
    }
}
