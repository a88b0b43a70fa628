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

    public static string Prefix(string publisher) => $"{PublisherKeys.Numbers}{publisher}/";

    public static string KeyOf(string publisher, NumberBlock block) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Prefix(publisher)}{(block.Last - 1) / Unit:D16}/{block.First}-{block.Last}/{Guid.NewGuid():N}"
        );

    public static NumberEntry Read(MetadataEntry entry, string publisher)
    {
        var parts = entry.Key[Prefix(publisher).Length..].Split('/');
        return new NumberEntry(entry.Key, parts.Length > 2 ? Range(parts[1]) : UnitAt(Number(parts[0])), entry.Version);
    }

    private static NumberBlock UnitAt(long unit) => new((unit * Unit) + 1, (unit + 1) * Unit);

    private static NumberBlock Range(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return new NumberBlock(Number(text[..dash]), Number(text[(dash + 1)..]));
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
