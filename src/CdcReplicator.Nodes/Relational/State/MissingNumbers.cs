using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// The stored form of what is remembered of a publisher's missing numbers: decimal, with commas between. A first part
/// <c>&lt;N</c> says that nothing is known of the numbers below N. Earlier versions did not write it; where they had no
/// more room, nothing is known of what is below their first.
/// </summary>
internal static class MissingNumbers
{
    private const char Below = '<';

    /// <summary>Writes them.</summary>
    public static string Format(PublisherProgress progress)
    {
        var numbers = NumberList.Format(progress.Missing);
        if (progress.ForgottenThrough == 0)
        {
            return numbers;
        }

        var forgotten = string.Create(CultureInfo.InvariantCulture, $"{Below}{progress.ForgottenThrough + 1}");
        return numbers.Length == 0 ? forgotten : $"{forgotten},{numbers}";
    }

    /// <summary>Reads what <see cref="Format"/>, or an earlier version, wrote.</summary>
    public static (IReadOnlyList<long> Missing, long ForgottenThrough) Parse(string text)
    {
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
