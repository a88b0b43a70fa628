namespace CdcReplicator;

/// <summary>
/// A table's name. Written <c>schema.table</c>; a part that holds a dot, a quote or a star stands in quotes, as in
/// <c>public."part.list"</c>. In SQLite a table <c>name</c> stands for <c>public.name</c>, one called
/// <c>schema.name</c> for itself.
/// </summary>
public readonly record struct TableName(string Schema, string Name)
{
    /// <summary>The schema meant when none is named.</summary>
    public const string DefaultSchema = "public";

    private const char Quote = '"';

    /// <summary>
    /// Reads <c>schema.table</c> or <c>table</c> (schema <see cref="DefaultSchema"/>); the first dot outside of quotes
    /// separates. Reads back what <see cref="ToString"/> writes.
    /// </summary>
    public static TableName Parse(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        var end = EndOfPart(text);
        return end == text.Length
            ? new TableName(DefaultSchema, Unquoted(text))
            : new TableName(Unquoted(text[..end]), Unquoted(text[(end + 1)..]));
    }

    /// <summary>
    /// A name as one part of a dotted one: in quotes, quotes doubled, if it would be read otherwise without.
    /// </summary>
    internal static string Part(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.AsSpan().IndexOfAny('.', Quote, '*') < 0
            ? name
            : $"{Quote}{name.Replace("\"", "\"\"", StringComparison.Ordinal)}{Quote}";
    }

    /// <summary>The name of one of its columns: <c>schema.table.column</c>.</summary>
    internal string Column(string column) => $"{this}.{Part(column)}";

    /// <summary><c>schema.table</c>.</summary>
    public override string ToString() => $"{Part(Schema)}.{Part(Name)}";

    /// <summary>Where the first part ends: at a dot, or at the text's end.</summary>
    private static int EndOfPart(string text)
    {
        var from = text[0] == Quote ? EndOfQuoted(text) : 0;
        var dot = text.IndexOf('.', from < 0 ? 0 : from);
        return dot < 0 ? text.Length : dot;
    }

    /// <summary>
    /// What comes after the quoted part a text begins with; -1 if the quotes do not close before a dot or the end.
    /// </summary>
    private static int EndOfQuoted(string text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] != Quote)
            {
                continue;
            }

            var next = i + 1;
            if (next == text.Length || text[next] == '.')
            {
                return next;
            }

            if (text[next] != Quote)
            {
                return -1;
            }

            i = next;
        }

        return -1;
    }

    private static string Unquoted(string part) =>
        part.Length > 1 && part[0] == Quote && EndOfQuoted(part) == part.Length
            ? part[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal)
            : part;
}
