using System.Text;

namespace CdcReplicator.Nodes;

/// <summary>PostgreSQL's hstore literals: <c>"a"=&gt;"1", "b"=&gt;NULL</c>.</summary>
internal static class PostgresHstoreText
{
    private const string Arrow = "=>";

    public static string Format(IReadOnlyDictionary<string, string?> map)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in map)
        {
            text.Append(text.Length > 0 ? ", " : "");
            PostgresArrayText.AppendElement(text, key);
            text.Append(Arrow);
            PostgresArrayText.AppendElement(text, value);
        }

        return text.ToString();
    }

    /// <exception cref="FormatException">The text is not what PostgreSQL prints for an hstore.</exception>
    public static Dictionary<string, string?> Parse(string text)
    {
        var map = new Dictionary<string, string?>(StringComparer.Ordinal);
        var at = 0;
        while (at < text.Length)
        {
            var key = Quoted(text, ref at);
            Skip(text, ref at, Arrow);
            if (string.CompareOrdinal(text, at, "NULL", 0, 4) == 0)
            {
                map[key] = null;
                at += 4;
            }
            else
            {
                map[key] = Quoted(text, ref at);
            }

            if (at < text.Length)
            {
                Skip(text, ref at, ", ");
            }
        }

        return map;
    }

    private static string Quoted(string text, ref int at)
    {
        Skip(text, ref at, "\"");
        var result = new StringBuilder();
        for (; at < text.Length && text[at] != '"'; at++)
        {
            at += text[at] == '\\' ? 1 : 0;
            result.Append(at < text.Length ? text[at] : throw NotAnHstore());
        }

        Skip(text, ref at, "\"");
        return result.ToString();
    }

    private static void Skip(string text, ref int at, string expected)
    {
        if (string.CompareOrdinal(text, at, expected, 0, expected.Length) != 0)
        {
            throw NotAnHstore();
        }

        at += expected.Length;
    }

    private static FormatException NotAnHstore() => new("The text is not an hstore.");
}
