using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// The numbers of all publishers, and the decision which transactions are duplicates, or below what is remembered. A
/// function of the log alone: entries of one-time publishers count as gone by log time, whether or not somebody has
/// cleaned them up.
/// </summary>
internal sealed class PublisherLedger
{
    private const int SweepEvery = 10_000;

    private readonly Dictionary<string, PublisherProgress> _publishers = new(StringComparer.Ordinal);
    private readonly long _expiry;
    private int _untilSweep = SweepEvery;

    /// <summary>A ledger that knows what a node knows.</summary>
    public PublisherLedger(ClusterSettings settings, IReadOnlyList<PublisherProgress> known)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(known);
        _expiry = (long)settings.PublisherExpiry.TotalMilliseconds;
        foreach (var publisher in known)
        {
            _publishers[publisher.Publisher] = publisher;
        }
    }

    /// <summary>Decides about the next transaction in the order of the log, and remembers it.</summary>
    /// <param name="sequence">Its sequence, for the message.</param>
    /// <param name="stamp">Its publisher and number.</param>
    /// <param name="logTime">What the log's clock says at it (<see cref="AppendClock"/>), ms.</param>
    /// <exception cref="BrokenTransactionException">Two kinds of publishers use one name.</exception>
    public DuplicateDecision Decide(long sequence, PublisherStamp stamp, long logTime)
    {
        Sweep(logTime);
        _publishers.TryGetValue(stamp.Entry, out var known);
        if (known is not null && IsExpired(known, logTime))
        {
            known = null;
        }

        if (known is not null && known.Kind != stamp.Kind)
        {
            throw OtherKind(sequence, stamp, known);
        }

        if (known is { ForgottenThrough: > 0 } && stamp.Number <= known.ForgottenThrough)
        {
            return new DuplicateDecision(false, null, IsForgotten: true);
        }

        if (
            known is { Kind: PublisherKind.Consecutive }
            && stamp.Number > known.LastNumber
            && stamp.Number - known.LastNumber > PublisherMemory.MaxJump
        )
        {
            return new DuplicateDecision(false, null) { IsOutOfReach = true };
        }

        var next = Next(known, stamp, logTime);
        if (next is null)
        {
            return new DuplicateDecision(true, null);
        }

        _publishers[stamp.Entry] = next;
        return new DuplicateDecision(false, next);
    }

    /// <summary>Decides about the next transaction in the order of the log, and remembers what it says.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="logTime">What the log's clock says at it (<see cref="AppendClock"/>), ms.</param>
    /// <exception cref="BrokenTransactionException">Two kinds of publishers use one name.</exception>
    /// <exception cref="UnjudgedSourceException">Nobody can tell whether it came before.</exception>
    public DuplicateDecision Decide(ChangeTransaction transaction, long logTime)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return transaction.Stamp is not { } stamp ? default
            : transaction.Snapshot != SnapshotMark.None ? new DuplicateDecision(false, NoteSnapshot(stamp))
            : stamp.Moment is { } moment ? DecideMoment(transaction.Sequence, stamp, moment, logTime)
            : Decide(transaction.Sequence, stamp, logTime);
    }

    /// <summary>An operator accepts a source as it is from a transaction on: what it remembers begins there.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="logTime">What the log's clock says at it (<see cref="AppendClock"/>), ms.</param>
    public DuplicateDecision Accept(ChangeTransaction transaction, long logTime)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return transaction.Stamp is { Moment: { } moment } stamp
            ? new DuplicateDecision(false, Remember(stamp, SourceReplay.Begin(moment, isFirst: true), logTime))
            : Decide(transaction, logTime);
    }

    private DuplicateDecision DecideMoment(long sequence, PublisherStamp stamp, SourceMoment moment, long logTime)
    {
        var known = SourceProgress.Of(_publishers, stamp, moment);
        if (known is not null && known.Kind == PublisherKind.Consecutive)
        {
            throw OtherKind(sequence, stamp, known);
        }

        var judgement = SourceProgress.Judge(known, stamp, moment);
        if (judgement.History is not { } history)
        {
            throw new UnjudgedSourceException(sequence, stamp.Publisher, judgement.Doubt);
        }

        return judgement.IsRepetition
            ? new DuplicateDecision(
                true,
                _publishers[stamp.Entry] = known! with { Publisher = stamp.Entry, History = history }
            )
            {
                IsFirstAgain = history.Replay is not null && !(moment.Place >= known!.History?.Replay?.Place),
            }
            : new DuplicateDecision(false, Remember(stamp, history, logTime));
    }

    private PublisherProgress Remember(PublisherStamp stamp, SourceHistory history, long logTime) =>
        _publishers[stamp.Entry] = new PublisherProgress(stamp.Entry, stamp.Kind, stamp.Number, [], logTime)
        {
            History = history,
        };

    /// <summary>
    /// Remembers where in its source's numbers a snapshot was taken, given one of its rows. Below the last number, the
    /// source is another server, or its log has begun again: what comes above the snapshot is new.
    /// </summary>
    /// <param name="stamp">The number at which the snapshot was taken.</param>
    /// <returns>The source's numbers after it, if they changed.</returns>
    private PublisherProgress? NoteSnapshot(PublisherStamp stamp)
    {
        if (
            !_publishers.TryGetValue(stamp.Entry, out var known)
            || known.Kind == PublisherKind.Consecutive
            || stamp.Number >= known.LastNumber
            || stamp.Number == known.SnapshotNumber
        )
        {
            return null;
        }

        return _publishers[stamp.Entry] = known with { SnapshotNumber = stamp.Number };
    }

    /// <summary>The progress after a transaction, or null if it is a duplicate.</summary>
    internal static PublisherProgress? Next(PublisherProgress? known, PublisherStamp stamp, long logTime)
    {
        known ??= new PublisherProgress(stamp.Entry, stamp.Kind, 0, [], logTime);
        if (stamp.Number > known.LastNumber)
        {
            var next = known with { LastNumber = stamp.Number, LastLogTime = logTime };
            return WithGap(next, known.LastNumber + 1, stamp.Number - 1);
        }

        return known.Missing.Contains(stamp.Number)
            ? known with
            {
                Missing = [.. known.Missing.Where(number => number != stamp.Number)],
                LastLogTime = logTime,
            }
            : null;
    }

    /// <summary>
    /// Remembers that numbers were passed over. The lowest go when there are too many, and from then on nothing is
    /// known of those below them.
    /// </summary>
    private static PublisherProgress WithGap(PublisherProgress progress, long from, long to)
    {
        if (from > to)
        {
            return progress;
        }

        var first = Math.Max(from, to - PublisherMemory.MaxMissing + 1);
        var added = (int)(to - first + 1);
        var dropped = Math.Max(0, progress.Missing.Count - (PublisherMemory.MaxMissing - added));
        var missing = new long[progress.Missing.Count - dropped + added];
        for (var i = 0; i < missing.Length; i++)
        {
            var kept = progress.Missing.Count - dropped;
            missing[i] = i < kept ? progress.Missing[dropped + i] : first + (i - kept);
        }

        var forgotten =
            first > from ? first - 1
            : dropped > 0 ? progress.Missing[dropped - 1]
            : progress.ForgottenThrough;
        return progress with { Missing = missing, ForgottenThrough = forgotten };
    }

    private static BrokenTransactionException OtherKind(long sequence, PublisherStamp stamp, PublisherProgress known) =>
        new(
            sequence,
            $"publisher '{stamp.Publisher}' numbers its transactions as {stamp.Kind}, before as {known.Kind}; two "
                + "publishers share the name."
        );

    private bool IsExpired(PublisherProgress publisher, long logTime) =>
        publisher.Publisher.StartsWith(WellKnown.OneTimePublisherPrefix, StringComparison.Ordinal)
        && logTime - publisher.LastLogTime > _expiry;

    private void Sweep(long logTime)
    {
        if (--_untilSweep > 0)
        {
            return;
        }

        _untilSweep = SweepEvery;
        foreach (var (name, publisher) in _publishers)
        {
            if (IsExpired(publisher, logTime))
            {
                _publishers.Remove(name);
            }
        }
    }
}
