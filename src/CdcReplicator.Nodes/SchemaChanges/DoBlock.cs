namespace CdcReplicator.Nodes;

/// <summary>
/// The anonymous blocks of Entity Framework's idempotent scripts: statements that run if a history table has not, or
/// has, a row. Other blocks are refused, because what they do depends on what they find. Pure.
/// </summary>
internal static class DoBlock
{
    private const string Remedy =
        "write its statements without a block; only IF [NOT] EXISTS (SELECT ... FROM a history table WHERE ...) THEN "
        + "statements END IF is taken";

    /// <summary>What is wrong with a block; null if nothing is.</summary>
    /// <param name="statement">It begins with DO.</param>
    /// <param name="rules">Judge the statements inside.</param>
    public static string? Problem(SqlStatement statement, StatementRules rules)
    {
        var body = statement.Tokens.FirstOrDefault(token => token.Kind == SqlTokenKind.Text);
        if (body.Kind != SqlTokenKind.Text)
        {
            return $"DO has no body; {Remedy}.";
        }

        var tokens = SqlLexer.Read(body.Value, NodeKinds.Postgres);
        var (at, end) = (1, tokens.Count - (tokens.Count > 0 && tokens[^1].Is(';') ? 1 : 0) - 1);
        if (end < 1 || !tokens[0].Is("BEGIN") || !tokens[end].Is("END"))
        {
            return $"the DO block is none of BEGIN ... END alone; {Remedy}.";
        }

        while (at < end)
        {
            var then = AfterCondition(tokens, at, end);
            var close = then is { } first ? EndOfIf(tokens, first, end) : null;
            if (then is not { } from || close is not { } to)
            {
                return $"the DO block does more than ask a history table; {Remedy}.";
            }

            var inner = body.Value[tokens[from].Start..tokens[to].Start];
            foreach (var one in SqlSplitter.Split(inner, NodeKinds.Postgres))
            {
                if (TransactionFrame.Has(one) || ConcurrentIndex.IsOne(one))
                {
                    return $"'{one.Opening}' cannot stand in a block; {Remedy}.";
                }

                if (rules.Problem(one) is { } problem)
                {
                    return problem;
                }
            }

            at = to + 3;
        }

        return null;
    }

    /// <summary>
    /// The place after IF [NOT] EXISTS (SELECT ... FROM history WHERE constants) THEN; null if it is not that.
    /// </summary>
    private static int? AfterCondition(IReadOnlyList<SqlToken> tokens, int at, int end)
    {
        var statement = new SqlStatement("", 0, [.. tokens.Skip(at).Take(end - at)]);
        if (!statement.Begins(out var next, "IF", "?NOT", "EXISTS"))
        {
            return null;
        }

        var then = Enumerable.Range(at, end - at).FirstOrDefault(i => tokens[i].Is("THEN"), end);
        var from = Enumerable.Range(at, then - at).FirstOrDefault(i => tokens[i].Is("FROM"), then);
        var isPlain =
            then < end
            && tokens[at + next].Is('(')
            && tokens[at + next + 1].Is("SELECT")
            && new SqlStatement("", 0, [.. tokens.Skip(from + 1).Take(then - from - 1)]).NameAt(0) is { } table
            && HistoryTables.Has(table)
            && Enumerable.Range(at + next + 1, then - at - next - 1).All(i => !tokens[i].Is('('))
            && PureExpression.Objection(tokens, at + next + 1, then) is null;
        return isPlain ? then + 1 : null;
    }

    private static int? EndOfIf(IReadOnlyList<SqlToken> tokens, int from, int end)
    {
        for (var i = from; i + 2 <= end; i++)
        {
            if (tokens[i].Is("IF") && i > from && tokens[i - 1].Is(';') && !tokens[i - 1].Is("END"))
            {
                return null;
            }

            if (tokens[i].Is("END") && tokens[i + 1].Is("IF") && tokens[i + 2].Is(';'))
            {
                return i;
            }
        }

        return null;
    }
}
