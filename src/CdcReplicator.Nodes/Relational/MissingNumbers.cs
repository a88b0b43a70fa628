using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// The stored form of what is remembered of a publisher's missing numbers: decimal, with commas between. A first part
/// <c>&lt;N</c> says that nothing is known of the numbers below N. Earlier versions did not write it; where they had no
/// more room, nothing is known of what is below their first. A text <c>&gt;N</c> is the snapshot number of a publisher
/// whose numbers rise, which has no missing ones.
/// </summary>
internal static class MissingNumbers
{
    private const char Below = '<';
    private const char Above = '>';

    /// <summary>Writes them.</summary>
    public static string Format(PublisherProgress progress)
    {
        if (progress.SnapshotNumber is { } snapshot)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{Above}{snapshot}");
        }

        var numbers = NumberList.Format(progress.Missing);
        if (progress.ForgottenThrough == 0)
        {
            return numbers;
        }

        var forgotten = string.Create(CultureInfo.InvariantCulture, $"{Below}{progress.ForgottenThrough + 1}");
        return numbers.Length == 0 ? forgotten : $"{forgotten},{numbers}";
    }

    /// <summary>The snapshot number in what <see cref="Format"/> wrote, or null.</summary>
    public static long? SnapshotNumber(string text) =>
        text.StartsWith(Above) ? long.Parse(text.AsSpan(1), CultureInfo.InvariantCulture) : null;

    /// <summary>Reads what <see cref="Format"/>, or an earlier version, wrote.</summary>
    public static (IReadOnlyList<long> Missing, long ForgottenThrough) Parse(string text)
    {
        if (text.StartsWith(Above))
        {
            return ([], 0);
        }

        if (!text.StartsWith(Below))
        {
            var all = NumberList.Parse(text);
            return (all, all.Count >= PublisherMemory.MaxMissing ? all[0] - 1 : 0);
        }

        var end = text.IndexOf(',', StringComparison.Ordinal);
        var below = long.Parse(end < 0 ? text.AsSpan(1) : text.AsSpan(1, end - 1), CultureInfo.InvariantCulture);
        return (end < 0 ? [] : NumberList.Parse(text[(end + 1)..]), below - 1);
    }
}
