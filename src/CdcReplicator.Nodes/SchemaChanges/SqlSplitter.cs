namespace CdcReplicator.Nodes;

/// <summary>
/// Cuts a script into statements. A semicolon ends one, unless it stands in brackets or in the body of a trigger or of
/// a function that is written without quotes. Pure.
/// </summary>
internal static class SqlSplitter
{
    /// <summary>The statements, in order.</summary>
    /// <exception cref="SqlScriptException">The script is no SQL.</exception>
    public static IReadOnlyList<SqlStatement> Split(string script, string kind)
    {
        var statements = new List<SqlStatement>();
        var tokens = new List<SqlToken>();
        var (brackets, blocks) = (0, 0);
        foreach (var token in SqlLexer.Read(script, kind))
        {
            if (token.Is(';') && brackets <= 0 && blocks == 0)
            {
                Take(script, statements, tokens);
                (brackets, tokens) = (0, []);
                continue;
            }

            brackets +=
                token.Is('(') ? 1
                : token.Is(')') ? -1
                : 0;
            blocks = BlocksAfter(token, tokens, blocks);
            tokens.Add(token);
        }

        Take(script, statements, tokens);
        return statements;
    }

    private static int BlocksAfter(in SqlToken token, List<SqlToken> before, int blocks)
    {
        if (blocks == 0)
        {
            return HasBody(before) && OpensBody(token, before) ? 1 : 0;
        }

        return token.IsAny("CASE", "BEGIN") ? blocks + 1
            : token.Is("END") ? blocks - 1
            : blocks;
    }

    // A trigger of SQLite has BEGIN, a function of PostgreSQL without quotes BEGIN ATOMIC.
    private static bool OpensBody(in SqlToken token, List<SqlToken> before) =>
        IsTrigger(before) ? token.Is("BEGIN") : token.Is("ATOMIC") && before[^1].Is("BEGIN");

    private static bool HasBody(List<SqlToken> before) =>
        before.Count > 1
        && before[0].Is("CREATE")
        && (IsTrigger(before) || before.Take(4).Any(token => token.IsAny("FUNCTION", "PROCEDURE")));

    private static bool IsTrigger(List<SqlToken> before) =>
        before[1].Is("TRIGGER")
        || (before.Count > 2 && before[1].IsAny("TEMP", "TEMPORARY") && before[2].Is("TRIGGER"));

    private static void Take(string script, List<SqlStatement> statements, List<SqlToken> tokens)
    {
        if (tokens.Count > 0)
        {
            var sql = script[tokens[0].Start..tokens[^1].End];
            statements.Add(new SqlStatement(sql, SqlLexer.LineOf(script, tokens[0].Start), tokens));
        }
    }
}
