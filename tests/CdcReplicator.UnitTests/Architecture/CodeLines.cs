namespace CdcReplicator.UnitTests.Architecture;

/// <summary>The lines of a code file that people read as code: not the data in its literals.</summary>
internal static class CodeLines
{
    private const string RawQuotes = "\"\"\"";

    /// <summary>Numbers, from 1, of the lines longer than so many columns.</summary>
    public static IEnumerable<int> LongerThan(int columns, IEnumerable<string> lines)
    {
        var (number, isRaw) = (0, false);
        foreach (var line in lines)
        {
            number++;
            var quotes = line.Split(RawQuotes).Length - 1;
            var isData = isRaw || quotes > 0 || line.Contains("\\\"", StringComparison.Ordinal);
            isRaw ^= quotes % 2 == 1;
            if (line.Length > columns && !isData)
            {
                yield return number;
            }
        }
    }
}
