using System.Text.RegularExpressions;

namespace CdcReplicator.UnitTests.Architecture;

/// <summary>The lines of a page that people read as prose: not its tables, not its fenced code.</summary>
internal static partial class PageLines
{
    private const string Fence = "```";

    /// <summary>
    /// Numbers, from 1, of the lines of prose longer than so many columns. A line that cannot be broken, because it is
    /// one long link, is left out.
    /// </summary>
    public static IEnumerable<int> LongerThan(int columns, IEnumerable<string> lines)
    {
        var (number, isCode) = (0, false);
        foreach (var line in lines)
        {
            number++;
            var text = line.Trim();
            var isFence = text.StartsWith(Fence, StringComparison.Ordinal);
            isCode ^= isFence;
            if (line.Length > columns && !isCode && !isFence && !text.StartsWith('|') && !OneLink().IsMatch(text))
            {
                yield return number;
            }
        }
    }

    [GeneratedRegex(@"^(- )?(\S+|\[[^\]]*\]\(\S*\))$")]
    private static partial Regex OneLink();
}
