using System.Text;

namespace CdcReplicator.Nodes;

/// <summary>PostgreSQL's array literals: <c>{a,"b c",NULL}</c>.</summary>
internal static class PostgresArrayText
{
    /// <summary>
    /// Appends one element; null is SQL NULL. Every text is quoted, so no text can be mistaken for NULL or a bracket.
    /// </summary>
    public static void AppendElement(StringBuilder literal, string? element)
    {
        if (element is null)
        {
            literal.Append("NULL");
            return;
        }

        literal.Append('"');
        foreach (var c in element)
        {
            if (c is '"' or '\\')
            {
                literal.Append('\\');
            }

            literal.Append(c);
        }

        literal.Append('"');
    }

    /// <summary>
    /// Splits a literal. Elements are texts, nulls, or lists of a further dimension; lower bounds are passed over.
    /// </summary>
    /// <exception cref="FormatException">The text is not an array literal.</exception>
    public static List<object?> Parse(string literal, char delimiter)
    {
        var at = literal.StartsWith('[') ? literal.IndexOf('=', StringComparison.Ordinal) + 1 : 0;
        var result = ParseList(literal, ref at, delimiter);
        return at == literal.Length ? result : throw NotAnArray();
    }

    private static List<object?> ParseList(string literal, ref int at, char delimiter)
    {
        var result = new List<object?>();
        Expect(literal, ref at, '{');
        if (Peek(literal, at) == '}')
        {
            at++;
            return result;
        }

        while (true)
        {
            result.Add(
                Peek(literal, at) switch
                {
                    '{' => ParseList(literal, ref at, delimiter),
                    '"' => ParseQuoted(literal, ref at),
                    _ => ParseBare(literal, ref at, delimiter),
                }
            );
            if (Peek(literal, at) != delimiter)
            {
                Expect(literal, ref at, '}');
                return result;
            }

            at++;
        }
    }

    private static string ParseQuoted(string literal, ref int at)
    {
        var text = new StringBuilder();
        for (at++; Peek(literal, at) != '"'; at++)
        {
            at += Peek(literal, at) == '\\' ? 1 : 0;
            text.Append(Peek(literal, at));
        }

        at++;
        return text.ToString();
    }

    private static string? ParseBare(string literal, ref int at, char delimiter)
    {
        var start = at;
        while (Peek(literal, at) is var c && c != delimiter && c != '}')
        {
            at++;
        }

        var text = literal[start..at];
        return text.Equals("NULL", StringComparison.OrdinalIgnoreCase) ? null : text;
    }

    private static void Expect(string literal, ref int at, char expected)
    {
        if (Peek(literal, at) != expected)
        {
            throw NotAnArray();
        }

        at++;
    }

    private static char Peek(string literal, int at) => at < literal.Length ? literal[at] : throw NotAnArray();

    private static FormatException NotAnArray() => new("The text is not an array literal.");
}
