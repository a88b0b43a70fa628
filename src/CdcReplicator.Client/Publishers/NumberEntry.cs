using System.Globalization;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.Client;

/// <summary>
/// An entry beside the log by which a process asks for a block: <c>publisher/NAME/UNIT/FIRST-LAST/GUID</c>, where UNIT
/// counts the last number in thirty-twos. Versions before wrote <c>publisher/NAME/UNIT/GUID</c> for the whole unit;
/// they read only UNIT, so both kinds of processes may run at a time.
/// </summary>
internal readonly record struct NumberEntry(string Key, NumberBlock Block, long Version)
{
    private const int Unit = 32;

    // Above it a block would not end.
    private const long Highest = long.MaxValue - Unit;

    public static string Prefix(string publisher) => $"{PublisherKeys.Numbers}{publisher}/";

    public static string KeyOf(string publisher, NumberBlock block) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Prefix(publisher)}{(block.Last - 1) / Unit:D16}/{block.First}-{block.Last}/{Guid.NewGuid():N}"
        );

    /// <summary>What an entry asks for; null if it holds no numbers that anybody could use.</summary>
    public static NumberEntry? TryRead(MetadataEntry entry, string publisher)
    {
        var parts = entry.Key[Prefix(publisher).Length..].Split('/');
        return (parts.Length > 2 ? Range(parts[1]) : UnitAt(parts[0])) is { } block
            ? new NumberEntry(entry.Key, block, entry.Version)
            : null;
    }

    private static NumberBlock? UnitAt(string text) =>
        Number(text) is { } unit && unit < Highest / Unit
            ? new NumberBlock((unit * Unit) + 1, (unit + 1) * Unit)
            : null;

    private static NumberBlock? Range(string text) =>
        text.Split('-') is [var from, var to]
        && Number(from) is { } first and > 0
        && Number(to) is { } last
        && first <= last
        && last <= Highest
            ? new NumberBlock(first, last)
            : null;

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
