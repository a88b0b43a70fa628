namespace CdcReplicator.Nodes;

/// <summary>
/// An index that PostgreSQL builds or drops while others work, which no transaction can hold. Reads the statement so
/// far that it can be done again after a crash. Pure.
/// </summary>
/// <param name="Name">The index's name as it is written, with its schema if it has one.</param>
/// <param name="IsDrop">Whether it is dropped.</param>
/// <param name="OnTable">The table that it is built on, as it is written; null for one that is dropped.</param>
internal sealed record ConcurrentIndex(string Name, bool IsDrop, string? OnTable)
{
    /// <summary>Whether a statement is about one.</summary>
    public static bool IsOne(SqlStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return statement.Begins("CREATE", "?UNIQUE", "INDEX", "CONCURRENTLY")
            || statement.Begins("DROP", "INDEX", "CONCURRENTLY");
    }

    /// <summary>What a statement is about; null if it gives no name, or drops several.</summary>
    public static ConcurrentIndex? Of(SqlStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        if (statement.Begins(out var at, "DROP", "INDEX", "CONCURRENTLY", "?IF", "?EXISTS"))
        {
            var (name, end) = NameAt(statement, at);
            return name is not null && end == statement.Tokens.Count ? new ConcurrentIndex(name, true, null) : null;
        }

        if (
            statement.Begins(out at, "CREATE", "?UNIQUE", "INDEX", "CONCURRENTLY", "?IF", "?NOT", "?EXISTS")
            && !statement.Tokens[at].Is("ON")
        )
        {
            var (name, end) = NameAt(statement, at);
            var from = end + (end + 1 < statement.Tokens.Count && statement.Tokens[end + 1].Is("ONLY") ? 2 : 1);
            return name is not null && end < statement.Tokens.Count && statement.Tokens[end].Is("ON")
                ? new ConcurrentIndex(name, false, NameAt(statement, from).Name)
                : null;
        }

        return null;
    }

    private static (string? Name, int End) NameAt(SqlStatement statement, int at)
    {
        var tokens = statement.Tokens;
        if (at >= tokens.Count || !tokens[at].IsName)
        {
            return (null, at);
        }

        var end = at + 1;
        while (end + 1 < tokens.Count && tokens[end].Is('.') && tokens[end + 1].IsName)
        {
            end += 2;
        }

        var from = tokens[0].Start;
        return (statement.Sql[(tokens[at].Start - from)..(tokens[end - 1].End - from)], end);
    }
}
