namespace CdcReplicator.Model;

/// <summary>
/// The one rule of counted transactions, whose events carry their place and the count (our own publishers'): which
/// event is held, which completes, and when what is open is aborted. Nodes and publishers go by it, so a publisher is
/// told of a transaction what the nodes make of it. The default is a transaction that is not open.
/// </summary>
/// <remarks>Times are those of <see cref="NewClock"/>, milliseconds.</remarks>
internal struct CountedPlaces
{
    private long _attemptTime;

    /// <summary>How many events complete it; 0 if it is not open.</summary>
    public long Count { get; private set; }

    /// <summary>
    /// Places 1 to this one are held. Every attempt writes its events in order, so the held places never have a hole.
    /// </summary>
    public long Held { get; private set; }

    /// <summary>What time is counted with. Everybody who passes the same records counts the same.</summary>
    /// <param name="timeout">The transaction time-out.</param>
    /// <remarks>One step may end everything that is open, as it must after a silence, and no more than that.</remarks>
    public static AppendClock NewClock(TimeSpan timeout) => new((long)timeout.TotalMilliseconds + 1);

    /// <summary>Takes the next event.</summary>
    /// <param name="place">Its place, from 1.</param>
    /// <param name="count">How many events it says there are.</param>
    /// <param name="time">What the clock says at it.</param>
    public CountedPlace Take(long place, long count, long time)
    {
        if (place < 1 || place > count || (Held > 0 && count != Count))
        {
            return CountedPlace.Contradicts;
        }

        if (place == 1)
        {
            // A repetition under the same number starts the time-out anew: its publisher measures from its own first
            // record. What is held stays, because the attempt before may still be running.
            _attemptTime = time;
        }

        // A place held already is a repetition; one beyond a hole belongs to an attempt that was aborted.
        if (place != Held + 1)
        {
            return CountedPlace.PassedOver;
        }

        Count = count;
        Held = place;
        return place == count ? CountedPlace.Completes : CountedPlace.Held;
    }

    /// <summary>When it is aborted: at the first record after this, if nothing came before.</summary>
    /// <param name="timeout">The transaction time-out, milliseconds.</param>
    public readonly long OpenUntil(long timeout) => Held > 0 ? _attemptTime + timeout : long.MaxValue;
}
