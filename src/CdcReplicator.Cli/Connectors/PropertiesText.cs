using System.Text;

namespace CdcReplicator.Cli;

/// <summary>Java's <c>.properties</c> format, as <c>java.util.Properties.load</c> reads it.</summary>
internal static class PropertiesText
{
    /// <summary>The settings; of one that stands twice, the last.</summary>
    /// <exception cref="FormatException">A <c>\u</c> is not followed by four hexadecimal digits.</exception>
    public static Dictionary<string, string> Parse(string text)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in LogicalLines(text))
        {
            var end = EndOfName(line);
            settings[PropertiesEscapes.Resolve(line[..end])] = PropertiesEscapes.Resolve(
                line[StartOfValue(line, end)..]
            );
        }

        return settings;
    }

    /// <summary>Lines without comments and leading blanks; those that end in a backslash are joined.</summary>
    private static IEnumerable<string> LogicalLines(string text)
    {
        StringBuilder? open = null;
        foreach (var natural in LinesOf(text))
        {
            var line = natural.TrimStart(' ', '\t', '\f');
            if (open is null && (line.Length == 0 || line[0] is '#' or '!'))
            {
                continue;
            }

            var goesOn = line.Reverse().TakeWhile(c => c == '\\').Count() % 2 == 1;
            open = (open ?? new StringBuilder()).Append(goesOn ? line[..^1] : line);
            if (!goesOn)
            {
                yield return open.ToString();
                open = null;
            }
        }

        if (open is { Length: > 0 })
        {
            yield return open.ToString();
        }
    }

    private static string[] LinesOf(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');

    private static int EndOfName(string line)
    {
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\')
            {
                i++;
            }
            else if (line[i] is '=' or ':' || IsBlank(line[i]))
            {
                return i;
            }
        }

        return line.Length;
    }

    private static int StartOfValue(string line, int from)
    {
        var i = SkipBlanks(line, from);
        return i < line.Length && line[i] is '=' or ':' ? SkipBlanks(line, i + 1) : i;
    }

    private static int SkipBlanks(string line, int from)
    {
        while (from < line.Length && IsBlank(line[from]))
        {
            from++;
        }

        return from;
    }

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\f';
}
