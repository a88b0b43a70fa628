namespace CdcReplicator.Cluster;

/// <summary>How long rejections are kept beside the log. In the nodes they stay.</summary>
internal static class RejectionRetention
{
    /// <summary>At least this long, for writers that wait: 10 minutes.</summary>
    public static readonly TimeSpan KeepFor = TimeSpan.FromMinutes(10);

    /// <summary>
    /// At most this long, for members that have not come so far: a day. A node that comes later is not compared by
    /// them.
    /// </summary>
    public static readonly TimeSpan KeepAtMost = TimeSpan.FromDays(1);

    /// <summary>Whether an entry may go.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="passedByAll">The lowest position of all members, whether they live or not.</param>
    public static bool IsDue(StoredRejections entry, long passedByAll)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Age >= KeepAtMost || (entry.Age >= KeepFor && entry.Last <= passedByAll);
    }
}
