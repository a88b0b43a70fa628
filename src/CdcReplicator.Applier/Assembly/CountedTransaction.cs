using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>An open transaction whose events say how many there are (our own publishers').</summary>
internal sealed class CountedTransaction(TransactionId id, in LogRecord first, TransactionRows rows)
    : OpenTransaction(id, first, rows)
{
    private CountedPlaces _places;

    /// <summary>How many events complete it.</summary>
    public long EventCount => _places.Count;

    /// <summary>Takes an event, if it is the next one.</summary>
    public CountedPlace Take(in LogEvent logEvent, in SourceInfo source, TransactionBlock block, long count, long time)
    {
        var place = _places.Take(block.TotalOrder, count, time);
        if (place is CountedPlace.Held or CountedPlace.Completes)
        {
            TakeSource(source);
            Rows.Take(logEvent);
        }

        return place;
    }

    /// <summary>When it is aborted: at the first record after this, if nothing came before.</summary>
    public long OpenUntil(long timeout) => _places.OpenUntil(timeout);
}
