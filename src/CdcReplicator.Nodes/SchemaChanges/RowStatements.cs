namespace CdcReplicator.Nodes;

/// <summary>
/// Statements that write rows. Rows of replicated tables go through the log, so a schema change may write only
/// constants into history tables and into tables that it makes itself, and SQLite's copy into a new table. Pure.
/// </summary>
internal static class RowStatements
{
    private const string Remedy =
        "write rows with the SDK, before or after the schema change: the log takes them to all nodes";

    private static readonly HashSet<string> Constants = new(StringComparer.OrdinalIgnoreCase)
    {
        "VALUES",
        "NULL",
        "TRUE",
        "FALSE",
        "ON",
        "CONFLICT",
        "DO",
        "NOTHING",
        "WHERE",
        "AND",
    };

    /// <summary>What is wrong with a statement that writes rows; null if nothing is.</summary>
    /// <param name="statement">It begins with INSERT, UPDATE or DELETE.</param>
    /// <param name="kind">The kind of node.</param>
    /// <param name="made">The tables that the script has made before, as they are called in the end.</param>
    public static string? Problem(SqlStatement statement, string kind, IReadOnlyCollection<string> made)
    {
        var at = statement.Tokens[0].Is("UPDATE") ? 1 : 2;
        if (statement.NameAt(at) is not { } table)
        {
            return $"{statement.Opening} does not name a table; {Remedy}.";
        }

        var isMade = made.Contains(table.Value, StringComparer.OrdinalIgnoreCase);
        if (statement.Tokens[0].Is("INSERT") && isMade && kind == NodeKinds.Sqlite && statement.Has("SELECT"))
        {
            return PureExpression.Objection(statement.Tokens, at, statement.Tokens.Count) is { } objection
                ? $"{objection}; {Remedy}."
                : null;
        }

        if (!isMade && !HistoryTables.Has(table))
        {
            return $"{statement.Tokens[0].Value} of table {table.Value} writes rows; {Remedy}.";
        }

        return Inconstant(statement, at) is { } inconstant
            ? $"'{inconstant}' is no constant, and nodes might differ by it; {Remedy}."
            : null;
    }

    private static string? Inconstant(SqlStatement statement, int at)
    {
        var tokens = statement.Tokens;
        var isInsert = tokens[0].Is("INSERT");
        var from = at;
        while (isInsert && from < tokens.Count && !tokens[from].IsAny("VALUES", "SELECT", "DEFAULT"))
        {
            from++;
        }

        for (var i = from; i < tokens.Count; i++)
        {
            var isColumn = !isInsert && tokens[i].IsName && !(i + 1 < tokens.Count && tokens[i + 1].Is('('));
            if (tokens[i].Kind == SqlTokenKind.Word && !isColumn && !Constants.Contains(tokens[i].Value))
            {
                return tokens[i].Value;
            }
        }

        return PureExpression.Objection(tokens, from, tokens.Count);
    }
}
