namespace CdcReplicator.Nodes;

/// <summary>
/// Statements that scripts have around their changes, and that the node sees to itself: its transaction, its time-outs
/// and SQLite's switch of foreign keys. They are taken off. Pure.
/// </summary>
internal static class TransactionFrame
{
    private static readonly HashSet<string> Settings = new(StringComparer.OrdinalIgnoreCase)
    {
        "lock_timeout",
        "statement_timeout",
        "idle_in_transaction_session_timeout",
        "transaction_timeout",
    };

    private static readonly HashSet<string> Pragmas = new(StringComparer.OrdinalIgnoreCase)
    {
        "foreign_keys",
        "foreign_key_check",
        "defer_foreign_keys",
    };

    /// <summary>Whether a statement is one.</summary>
    public static bool Has(SqlStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var tokens = statement.Tokens;
        if (tokens[0].Is("SET"))
        {
            var at = tokens.Count > 1 && tokens[1].IsAny("LOCAL", "SESSION") ? 2 : 1;
            return at < tokens.Count && Settings.Contains(tokens[at].Value);
        }

        if (tokens[0].Is("PRAGMA"))
        {
            return tokens.Count > 1 && Pragmas.Contains(tokens[1].Value);
        }

        return (tokens[0].IsAny("BEGIN", "COMMIT", "END") || statement.Begins("START", "TRANSACTION"))
            && tokens.All(token => token.Kind == SqlTokenKind.Word)
            && !statement.Has("PREPARED");
    }
}
