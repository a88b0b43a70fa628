using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>What PostgreSQL's error codes mean. By SQLSTATE, never by text.</summary>
internal static class PostgresErrors
{
    private const string Wait = "It is tried again; if it lasts, look at the server.";

    /// <summary>Classifies a SQLSTATE.</summary>
    public static DatabaseVerdict Classify(string sqlState) =>
        sqlState switch
        {
            "23502" => DatabaseVerdict.Rejects(RejectionReason.NotNullViolation),
            "23503" or "23001" => DatabaseVerdict.Rejects(RejectionReason.ForeignKeyViolation),
            "23505" or "23P01" => DatabaseVerdict.Rejects(RejectionReason.UniqueViolation),
            "23514" => DatabaseVerdict.Rejects(RejectionReason.CheckViolation),
            "53100" => DatabaseVerdict.Transient("The node's disk is full; free space."),
            "53200" => DatabaseVerdict.Transient("The node's server is out of memory; it is tried again."),
            "53300" => DatabaseVerdict.Transient("The node's server has no connection left; raise max_connections."),
            "0A000" => DatabaseVerdict.Transient("The node's tables were changed meanwhile; it is opened again."),
            "28P01" or "28000" => DatabaseVerdict.Fatal(
                "Correct user and password in the applier's configuration, or the server's pg_hba.conf."
            ),
            "3D000" => DatabaseVerdict.Fatal("Create the database, or correct its name in the connection string."),
            "42501" => DatabaseVerdict.Fatal(
                "Grant the applier's role CREATE on the database, and SELECT, INSERT, UPDATE, DELETE on the tables."
            ),
            "25006" => DatabaseVerdict.Fatal("Connect to the primary: this server takes no writes."),
            "42P01" or "42703" or "42804" or "42883" or "42P10" => DatabaseVerdict.Fatal(
                "The node's tables were changed meanwhile; start the applier again."
            ),
            "XX001" or "XX002" => DatabaseVerdict.Fatal("The node's data is damaged; seed the node again."),
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
            _ => DatabaseVerdict.Fatal("Read the server's message, correct the node, and start the applier again."),
        };
}
