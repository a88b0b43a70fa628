namespace CdcReplicator.Nodes;

/// <summary>What ALTER TABLE may not do: fill rows with what differs from node to node. Pure.</summary>
internal static class AlterTableRules
{
    private const string Remedy =
        "add the column without it, write the rows with the SDK, and set the default afterwards (ALTER COLUMN ... SET "
        + "DEFAULT touches no row)";

    /// <summary>What is wrong; null if nothing is.</summary>
    public static string? Problem(SqlStatement statement)
    {
        var tokens = statement.Tokens;
        var (from, depth) = (0, 0);
        for (var i = 0; i <= tokens.Count; i++)
        {
            if (i == tokens.Count || (depth == 0 && tokens[i].Is(',')))
            {
                if (OfAction(tokens, from, i) is { } objection)
                {
                    return $"{objection}; {Remedy}.";
                }

                from = i + 1;
                continue;
            }

            depth +=
                tokens[i].Is('(') ? 1
                : tokens[i].Is(')') ? -1
                : 0;
        }

        return statement.Has("CONCURRENTLY")
            ? "CONCURRENTLY cannot stand in a transaction; leave it out, or do this by hand on each node."
            : null;
    }

    private static string? OfAction(IReadOnlyList<SqlToken> tokens, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (tokens[i].Is("ADD"))
            {
                return Objection(tokens, i + 1, to);
            }

            // ALTER [COLUMN] name [SET DATA] TYPE ...
            if (tokens[i].Is("TYPE"))
            {
                return PureExpression.Objection(tokens, i + 1, to);
            }
        }

        return null;
    }

    // A constraint's columns stand in brackets after words that are no functions; only a CHECK works something out.
    private static string? Objection(IReadOnlyList<SqlToken> tokens, int from, int to)
    {
        var isConstraint =
            from < to && tokens[from].IsAny("CONSTRAINT", "PRIMARY", "UNIQUE", "FOREIGN", "EXCLUDE", "GENERATED");
        if (!isConstraint)
        {
            return PureExpression.Objection(tokens, from, to);
        }

        for (var i = from; i < to; i++)
        {
            if (tokens[i].Is("CHECK"))
            {
                return PureExpression.Objection(tokens, i, to);
            }

            if (tokens[i].Is("IDENTITY"))
            {
                return PureExpression.Objection(tokens, i, to);
            }
        }

        return null;
    }
}
