namespace CdcReplicator.Nodes;

/// <summary>
/// Which statements a schema change may have. Kinds are recognised by their first keywords; one that is not known to
/// give the same on every node is refused. Keeps which tables the script has made.
/// </summary>
/// <param name="kind">The kind of node.</param>
internal sealed class StatementRules(string kind)
{
    private static readonly HashSet<string> Settings = Words(
        "search_path client_min_messages client_encoding check_function_bodies row_security default_tablespace "
            + "default_table_access_method xmloption"
    );

    private static readonly HashSet<string> PostgresObjects = Words(
        "TABLE INDEX TYPE DOMAIN SCHEMA EXTENSION SEQUENCE VIEW FUNCTION PROCEDURE TRIGGER POLICY STATISTICS COLLATION "
            + "AGGREGATE OPERATOR CAST"
    );

    private static readonly HashSet<string> SqliteObjects = Words("TABLE INDEX TRIGGER VIEW");

    private readonly List<string> _made = [];

    private HashSet<string> Objects => kind == NodeKinds.Postgres ? PostgresObjects : SqliteObjects;

    /// <summary>What is wrong with a statement, and what to do instead; null if nothing is.</summary>
    public string? Problem(SqlStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var first = statement.Tokens[0];
        return first.Is("CREATE") ? OfCreate(statement)
            : first.Is("ALTER") ? OfAlter(statement)
            : first.Is("DROP") ? OfDrop(statement)
            : first.IsAny("INSERT", "UPDATE", "DELETE") ? RowStatements.Problem(statement, kind, _made)
            : first.Is("ANALYZE") ? null
            : kind == NodeKinds.Postgres ? OfPostgres(statement, first)
            : first.Is("REINDEX") ? null
            : Unknown(statement);
    }

    private string? OfPostgres(SqlStatement statement, in SqlToken first) =>
        first.IsAny("COMMENT", "GRANT", "REVOKE") ? null
        : first.Is("DO") ? DoBlock.Problem(statement, this)
        : first.Is("SET") && statement.Tokens.FirstOrDefault(t => Settings.Contains(t.Value)).Value is not null ? null
        : Unknown(statement);

    private string? OfCreate(SqlStatement statement)
    {
        if (ConcurrentIndex.IsOne(statement))
        {
            return kind != NodeKinds.Postgres ? "only PostgreSQL knows CONCURRENTLY; leave it out."
                : ConcurrentIndex.Of(statement) is null
                    ? "an index that is built concurrently needs a name, so that it is found after a crash; give one."
                : null;
        }

        if (statement.Begins("CREATE", "MATERIALIZED"))
        {
            return "a materialized view holds what a node had when it was filled; make it by hand on each node.";
        }

        statement.Begins(out var at, "CREATE", "?OR", "?REPLACE", "?UNLOGGED", "?UNIQUE", "?CONSTRAINT");
        if (at >= statement.Tokens.Count || !Objects.Contains(statement.Tokens[at].Value))
        {
            return Unknown(statement);
        }

        if (!statement.Tokens[at].Is("TABLE"))
        {
            return null;
        }

        var name = at + 1;
        name += name + 2 < statement.Tokens.Count && statement.Tokens[name].Is("IF") ? 3 : 0;
        if (statement.NameAt(name) is { } table)
        {
            _made.Add(table.Value);
        }

        var depth = 0;
        foreach (var token in statement.Tokens)
        {
            depth +=
                token.Is('(') ? 1
                : token.Is(')') ? -1
                : 0;
            if (depth == 0 && token.Is("AS"))
            {
                return "CREATE TABLE AS fills a table round the log; create it empty, and write its rows with the SDK.";
            }
        }

        return null;
    }

    private string? OfAlter(SqlStatement statement)
    {
        if (statement.Begins("ALTER", "TABLE"))
        {
            return AlterTableRules.Problem(statement);
        }

        var isKnown =
            statement.Begins("ALTER", "DEFAULT", "PRIVILEGES")
            || (statement.Tokens.Count > 1 && Objects.Contains(statement.Tokens[1].Value));
        return isKnown ? null : Unknown(statement);
    }

    private string? OfDrop(SqlStatement statement)
    {
        if (ConcurrentIndex.IsOne(statement))
        {
            return ConcurrentIndex.Of(statement) is null
                ? "DROP INDEX CONCURRENTLY takes one index, without CASCADE; give each a statement."
                : null;
        }

        statement.Begins(out var at, "DROP", "?MATERIALIZED");
        return at < statement.Tokens.Count && Objects.Contains(statement.Tokens[at].Value) ? null : Unknown(statement);
    }

    private static string Unknown(SqlStatement statement) =>
        $"'{(statement.Opening.Length > 0 ? statement.Opening : statement.Tokens[0].Value)}' is no statement that is "
        + "known to give the same on every node; take it out of the script, and do by hand what is needed of it.";

    private static HashSet<string> Words(string words) =>
        new(words.Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);
}
