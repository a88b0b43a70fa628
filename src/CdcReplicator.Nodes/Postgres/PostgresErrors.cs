using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>What PostgreSQL's error codes mean. By SQLSTATE, never by text.</summary>
internal static class PostgresErrors
{
    private const string Wait = "It is tried again; if it lasts, look at the server.";

    /// <summary>What to do about a server that takes no writes, or nobody at all, because it replays.</summary>
    public const string InRecovery =
        "It is tried again until the server is out of recovery; if that is a standby for good, promote it or connect "
        + "to the primary.";

    /// <summary>Classifies a SQLSTATE.</summary>
    public static DatabaseVerdict Classify(string sqlState) =>
        sqlState switch
        {
            "23502" => DatabaseVerdict.Rejects(RejectionReason.NotNullViolation),
            "23503" or "23001" => DatabaseVerdict.Rejects(RejectionReason.ForeignKeyViolation),
            "23505" or "23P01" => DatabaseVerdict.Rejects(RejectionReason.UniqueViolation),
            "23514" => DatabaseVerdict.Rejects(RejectionReason.CheckViolation),
            "25P03" or "25P04" or "57014" or "57P05" => DatabaseVerdict.Transient(
                "Somebody, or a limit of the server, cut the applier's session off; it is tried again."
            ),
            "25006" or "57P03" => DatabaseVerdict.Transient(InRecovery),
            "55P03" => DatabaseVerdict.Transient(
                "Another session holds a lock; it is tried again. End that session if it does not go on."
            ),
            "53100" => DatabaseVerdict.Transient("The node's disk is full; free space."),
            "53200" => DatabaseVerdict.Transient("The node's server is out of memory; it is tried again."),
            "53300" => DatabaseVerdict.Transient("The node's server has no connection left; raise max_connections."),
            "28P01" or "28000" => DatabaseVerdict.Fatal(
                "Correct user and password in the applier's configuration, or the server's pg_hba.conf; then start the "
                    + "applier again."
            ),
            GuardText.SqlState => DatabaseVerdict.Mendable(
                "The node's guard does not know the applier's session: the setting cdc_replicator.writer has not come "
                    + "through. Connect to the server itself, or to a pooler that passes on a connection's options."
            ),
            "3D000" => DatabaseVerdict.Mendable("Create the database, or correct its name in the connection string."),
            "42501" => DatabaseVerdict.Mendable(
                "Grant the applier's role CREATE on the database, and SELECT, INSERT, UPDATE, DELETE on the tables."
            ),
            // What is prepared on the connection fits the tables no more; opening the node again forgets it.
            "0A000" or "42P01" or "42703" or "42804" or "42883" or "42P10" => DatabaseVerdict.Mendable(
                "The node's tables were changed meanwhile: give them what the server's message misses. In functions of "
                    + "triggers, names without a schema are found in pg_catalog only: write the schema, or set a "
                    + "search_path for the function."
            ),
            "XX001" or "XX002" => DatabaseVerdict.Fatal(
                "The node's data is damaged; seed the node again, then start the applier again."
            ),
            _ => ByClass(sqlState),
        };

    private static DatabaseVerdict ByClass(string sqlState) =>
        sqlState.AsSpan(0, Math.Min(2, sqlState.Length)) switch
        {
            "08" or "53" or "57" or "58" => DatabaseVerdict.Transient(Wait),
            "40" or "55" => DatabaseVerdict.Transient(
                "Something else was working on the same rows; it is tried again."
            ),
            "22" => DatabaseVerdict.Rejects(RejectionReason.InvalidValue),
            "23" or "44" => DatabaseVerdict.Rejects(RejectionReason.CheckViolation),
            _ => DatabaseVerdict.Mendable("Read the server's message and correct the node."),
        };

    /// <summary>What is said of an error of the server.</summary>
    public static string Problem(string what, string sqlState, string more = "") =>
        $"{what} (SQLSTATE {sqlState}){more}.";

    /// <summary>What a verdict names of a refusal by a constraint.</summary>
    public static string OfConstraint(string name) => $"constraint '{name}'";

    /// <summary>What a verdict names of the server's refusal. Its own text quotes the value.</summary>
    public static string Refusal(PostgresException error) =>
        Refusal(
            new PostgresRefusal(
                error.SqlState,
                error.ConstraintName,
                error.ColumnName,
                error.DataTypeName,
                error.SchemaName,
                error.TableName
            )
        );

    /// <summary>What a verdict names of the server's refusal.</summary>
    public static string Refusal(PostgresRefusal error) =>
        error.ConstraintName is { } constraint ? OfConstraint(constraint)
        : error.ColumnName is { } column ? $"column '{column}'"
        // A row without a partition, or written to a partition that is not its own, breaks no named constraint.
        : error is { SqlState: PostgresErrorCodes.CheckViolation, TableName: { } table }
            ? $"no partition of '{error.SchemaName}.{table}' takes it"
        : error.DataTypeName is { } type ? $"a value of type '{type}'"
        : "the server refused a value";
}
