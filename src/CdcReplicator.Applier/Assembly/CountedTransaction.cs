using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>An open transaction whose events say how many there are (our own publishers').</summary>
internal sealed class CountedTransaction(
    TransactionId id,
    in LogRecord first,
    long clock,
    long eventCount,
    TransactionRows rows
) : OpenTransaction(id, first, rows)
{
    /// <summary>How many events complete it.</summary>
    public long EventCount { get; } = eventCount;

    /// <summary>
    /// Places 1 to this one are held. Every attempt writes its events in order, so the held places never have a hole.
    /// </summary>
    public long Held { get; private set; }

    /// <summary>
    /// What the log's clock said at the latest record with place 1. A repetition under the same number starts the
    /// time-out anew: its publisher measures from its own first record. Rows held from the attempt before stay, as that
    /// one may still be running.
    /// </summary>
    public long AttemptTime { get; private set; } = clock;

    /// <summary>Whether the last event is here.</summary>
    public bool IsComplete => Held == EventCount;

    /// <summary>
    /// Takes an event at a place; a place held already is a repetition, one beyond a hole belongs to an attempt that
    /// was aborted.
    /// </summary>
    public void Take(in LogEvent logEvent, in SourceInfo source, long place, long clock)
    {
        TakeSource(source);
        if (place == 1)
        {
            AttemptTime = clock;
        }

        if (place != Held + 1)
        {
            return;
        }

        Held = place;
        Rows.Take(logEvent);
    }
}
