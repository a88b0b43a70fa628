using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// The numbers of all publishers, and the decision which transactions are duplicates. A function of the log alone: entries of one-time publishers count as
/// gone by log time, whether or not somebody has cleaned them up.
/// </summary>
public sealed class PublisherLedger
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
    /// <param name="logTime">Running maximum of append times up to it.</param>
    /// <exception cref="BrokenTransactionException">Two kinds of publishers use one name.</exception>
    public DuplicateDecision Decide(long sequence, PublisherStamp stamp, long logTime)
    {
        Sweep(logTime);
        _publishers.TryGetValue(stamp.Publisher, out var known);
        if (known is not null && IsExpired(known, logTime))
        {
            known = null;
        }

        if (known is not null && known.Kind != stamp.Kind)
        {
            throw new BrokenTransactionException(
                sequence,
                $"publisher '{stamp.Publisher}' numbers its transactions as {stamp.Kind}, before as {known.Kind}; two publishers share the name."
            );
        }

        var next = Next(known, stamp, logTime);
        if (next is null)
        {
            return new DuplicateDecision(true, null);
        }

        _publishers[stamp.Publisher] = next;
        return new DuplicateDecision(false, next);
    }

    /// <summary>The progress behind a transaction, or null if it is a duplicate.</summary>
    internal static PublisherProgress? Next(PublisherProgress? known, PublisherStamp stamp, long logTime)
    {
        var last = known?.LastNumber ?? (stamp.Kind == PublisherKind.Rising ? long.MinValue : 0);
        IReadOnlyList<long> missing = known?.Missing ?? [];
        if (stamp.Number > last)
        {
            if (stamp.Kind == PublisherKind.Consecutive)
            {
                missing = WithGap(missing, last + 1, stamp.Number - 1);
            }

            return new PublisherProgress(stamp.Publisher, stamp.Kind, stamp.Number, missing, logTime);
        }

        if (stamp.Kind == PublisherKind.Consecutive && missing.Contains(stamp.Number))
        {
            long[] rest = [.. missing.Where(number => number != stamp.Number)];
            return new PublisherProgress(stamp.Publisher, stamp.Kind, last, rest, logTime);
        }

        return null;
    }

    private static IReadOnlyList<long> WithGap(IReadOnlyList<long> missing, long from, long to)
    {
        if (from > to)
        {
            return missing;
        }

        var first = Math.Max(from, to - PublisherMemory.MaxMissing + 1);
        var added = (int)(to - first + 1);
        var kept = Math.Min(missing.Count, PublisherMemory.MaxMissing - added);
        var all = new long[kept + added];
        for (var i = 0; i < kept; i++)
        {
            all[i] = missing[missing.Count - kept + i];
        }

        for (var i = 0; i < added; i++)
        {
            all[kept + i] = first + i;
        }

        return all;
    }

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
