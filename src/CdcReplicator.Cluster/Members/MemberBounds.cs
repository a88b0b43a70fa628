using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

/// <summary>
/// Bounds what is published of one member. Heartbeats come twice a second and go to everybody; what they quote
/// (reasons, names of sources and tables, ids) is written by strangers.
/// </summary>
internal static class MemberBounds
{
    /// <summary>Characters of the reason.</summary>
    public const int MaxReason = 4000;

    /// <summary>Open transactions, the line that counts the rest included.</summary>
    public const int MaxOpenTransactions = 21;

    /// <summary>Characters of each.</summary>
    public const int MaxOpenTransaction = 600;

    /// <summary>What is counted by name.</summary>
    public const int MaxNames = 40;

    /// <summary>Characters of each name.</summary>
    public const int MaxName = 200;

    /// <summary>The longest time that a member may ask not to be taken for dead, milliseconds: a day.</summary>
    private const long MaxDeadAfter = 24L * 60 * 60 * 1000;

    /// <summary>The status as it is published.</summary>
    public static MemberStatus Of(MemberStatus status) =>
        status with
        {
            Reason = status.Reason is { } reason ? ShortText.Of(reason, MaxReason) : null,
            OpenTransactions =
            [
                .. status.OpenTransactions.Take(MaxOpenTransactions).Select(t => ShortText.Of(t, MaxOpenTransaction)),
            ],
            Rejections = Of(status.Rejections),
            Duplicates = Of(status.Duplicates),
            Adapted = Of(status.Adapted),
            Seed = status.Seed is { } seed ? Of(seed) : null,
            OrderKeys = status.OrderKeys is { } keys ? [.. keys.Select(key => ShortText.Of(key, MaxName))] : null,
        };

    /// <summary>How old a heartbeat may be, from what the member said, milliseconds.</summary>
    public static TimeSpan DeadAfter(long milliseconds) =>
        TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 0, MaxDeadAfter));

    private static SeedReport Of(SeedReport seed) =>
        seed with
        {
            Donor = ShortText.Of(seed.Donor, MaxName),
            Phase = ShortText.Of(seed.Phase, MaxName),
            Table = seed.Table is { } table ? ShortText.Of(table, MaxName) : null,
        };

    private static IReadOnlyDictionary<string, long> Of(IReadOnlyDictionary<string, long> counts) =>
        counts.Count <= MaxNames && counts.Keys.All(name => name.Length <= MaxName)
            ? counts
            : counts
                .OrderByDescending(pair => pair.Value)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Take(MaxNames)
                .GroupBy(pair => ShortText.Of(pair.Key, MaxName), StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value), StringComparer.Ordinal);
}
