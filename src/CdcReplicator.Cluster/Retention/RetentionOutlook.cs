using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

/// <summary>How long the log still keeps what a node needs. Decisions only.</summary>
/// <param name="MillisecondsLeft">
/// Until the log deletes the first record that the node needs, at the rate at which the log has grown so far; null if
/// nothing says that it will be deleted.
/// </param>
/// <param name="NeededRecords">Records from its restart offset on.</param>
/// <param name="NeededBytes">About so many bytes; null if the log does not say.</param>
/// <param name="NeededMilliseconds">How old the oldest of them is.</param>
internal readonly record struct RetentionOutlook(
    long? MillisecondsLeft,
    long NeededRecords,
    long? NeededBytes,
    long NeededMilliseconds
)
{
    /// <summary>Looks ahead for one node.</summary>
    /// <param name="need">What it needs.</param>
    /// <param name="log">What the log holds.</param>
    /// <param name="retention">How the log is set.</param>
    /// <param name="now">Unix ms, by the log's clock if it has one.</param>
    public static RetentionOutlook Of(RetentionNeed need, LogBounds log, LogRetention retention, long now)
    {
        var records = Math.Max(0, log.EndOffset - need.RestartOffset);
        var kept = log.EndOffset - log.StartOffset;
        var bytes =
            retention.KeptBytes is { } all && kept > 0 ? (long)((double)all * Math.Min(records, kept) / kept) : 0;
        var age = need.AgeIn(log, now);
        var left =
            need.RestartOffset < log.StartOffset
                ? 0
                : Least(
                    retention.AgeMilliseconds - age,
                    BySize(bytes, log, retention, now),
                    BySeen(age, log, retention, now)
                );
        return new RetentionOutlook(
            left is { } known ? Math.Max(0, known) : null,
            records,
            retention.KeptBytes is null ? null : bytes,
            age
        );
    }

    /// <summary>
    /// Whether a node must be warned about. A log that is set to keep less than twice the floor warns at half of what
    /// it keeps, because it would warn always else.
    /// </summary>
    public bool IsNear(LogRetention retention)
    {
        ArgumentNullException.ThrowIfNull(retention);
        var floor = (long)retention.Floor.TotalMilliseconds;
        return MillisecondsLeft < Math.Min(floor, retention.AgeMilliseconds / 2 ?? floor) && NeededRecords > 0;
    }

    private static long? BySize(long needed, LogBounds log, LogRetention retention, long now)
    {
        if (retention is not { Bytes: { } limit, KeptBytes: > 0 and { } kept } || log.StartTime is not { } start)
        {
            return null;
        }

        var perMillisecond = kept / Math.Max(1.0, now - start);
        return (long)Math.Min(long.MaxValue / 2, (limit - needed) / perMillisecond);
    }

    /// <summary>
    /// A log that does not say how large it is, and deletes by size, has deleted up to here: what it keeps is as old as
    /// its oldest record.
    /// </summary>
    private static long? BySeen(long age, LogBounds log, LogRetention retention, long now) =>
        retention is { Bytes: not null, KeptBytes: null } && log is { StartOffset: > 0, StartTime: { } start }
            ? now - start - age
            : null;

    private static long? Least(params ReadOnlySpan<long?> values)
    {
        long? least = null;
        foreach (var value in values)
        {
            least = value is { } known && (least is not { } before || known < before) ? known : least;
        }

        return least;
    }
}
