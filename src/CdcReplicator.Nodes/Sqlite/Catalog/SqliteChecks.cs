using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Finds check constraints in the text of a CREATE TABLE, the only place where SQLite keeps them.</summary>
internal static class SqliteChecks
{
    private const string Keyword = "CHECK";

    /// <summary>The constraints in order; they are named by their place.</summary>
    public static IReadOnlyList<CheckConstraint> Find(string createTable)
    {
        var found = new List<CheckConstraint>();
        for (var i = 0; i < createTable.Length; i++)
        {
            i = SkipQuoted(createTable, i);
            if (i >= createTable.Length || !IsKeywordAt(createTable, i))
            {
                continue;
            }

            var open = i + Keyword.Length;
            while (open < createTable.Length && char.IsWhiteSpace(createTable[open]))
            {
                open++;
            }

            if (open < createTable.Length && createTable[open] == '(')
            {
                var close = FindClose(createTable, open);
                found.Add(new CheckConstraint($"check_{found.Count + 1}", createTable[(open + 1)..close].Trim()));
                i = close;
            }
        }

        return found;
    }

    private static bool IsKeywordAt(string text, int at) =>
        string.Compare(text, at, Keyword, 0, Keyword.Length, StringComparison.OrdinalIgnoreCase) == 0
        && (at == 0 || !IsWord(text[at - 1]))
        && (at + Keyword.Length >= text.Length || !IsWord(text[at + Keyword.Length]));

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';

    private static int FindClose(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            i = SkipQuoted(text, i);
            if (i >= text.Length)
            {
                break;
            }

            depth += text[i] switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            if (depth == 0)
            {
                return i;
            }
        }

        return text.Length;
    }

    /// <summary>The first place after strings, quoted names and comments that begin at a place.</summary>
    private static int SkipQuoted(string text, int at)
    {
        while (at < text.Length)
        {
            var end = text[at] switch
            {
                '\'' or '"' or '`' => text.IndexOf(text[at], at + 1),
                '[' => text.IndexOf(']', at + 1),
                '-' when at + 1 < text.Length && text[at + 1] == '-' => text.IndexOf('\n', at + 1),
                '/' when at + 1 < text.Length && text[at + 1] == '*' => EndOfComment(text, at),
                _ => at - 1,
            };
            if (end == at - 1)
            {
                return at;
            }

            at = end < 0 ? text.Length : end + 1;
        }

        return at;
    }

    private static int EndOfComment(string text, int at)
    {
        var end = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
        return end < 0 ? -1 : end + 1;
    }
}
