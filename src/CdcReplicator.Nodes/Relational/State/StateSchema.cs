namespace CdcReplicator.Nodes;

/// <summary>The tables in which a node keeps what it has committed. The same on every kind of database.</summary>
internal static class StateSchema
{
    /// <summary>Version of the tables below; a higher one in a node was written by a newer program.</summary>
    public const int FormatVersion = 1;

    /// <summary>Position, log identity.</summary>
    public const string Position = "position";

    /// <summary>
    /// Append time of the record at the position. A table of its own, because nodes of earlier versions have the
    /// position without it.
    /// </summary>
    public const string Clock = "log_clock";

    /// <summary>Publishers and their numbers.</summary>
    public const string Publishers = "publishers";

    /// <summary>Rejected transactions.</summary>
    public const string Rejections = "rejections";

    /// <summary>Initial snapshots by source.</summary>
    public const string Snapshots = "snapshots";

    /// <summary>
    /// What else is known of each source's latest snapshot. A table of its own, because nodes of earlier versions have
    /// snapshots without it.
    /// </summary>
    public const string SnapshotStates = "snapshot_states";

    /// <summary>Tables an unfinished snapshot has brought rows of.</summary>
    public const string SnapshotTables = "snapshot_tables";

    /// <summary>Tables that each captured source has written.</summary>
    public const string SourceTables = "source_tables";

    /// <summary>Digests of the keys an unfinished snapshot has brought.</summary>
    public const string SnapshotKeys = "snapshot_keys";

    /// <summary>Tables the node had rows in.</summary>
    public const string KnownTables = "known_tables";

    /// <summary>What an operator has said is right as it is; written by hand.</summary>
    public const string Accepted = "accepted";

    /// <summary>One row while the node is being filled from another and is no node yet.</summary>
    public const string Seeding = "seeding";

    /// <summary>
    /// What a node that is filled from another takes over with the rows. All else is the node's own: what it knows of
    /// its tables it finds out itself, and the position comes last.
    /// </summary>
    public static readonly IReadOnlyList<string> CarriedBySeeds =
    [
        Clock,
        Publishers,
        Rejections,
        Snapshots,
        SnapshotStates,
        SnapshotTables,
        SnapshotKeys,
        SourceTables,
    ];

    /// <summary>The proof that a node which was filled from another one owes: <see cref="OwedProof"/>.</summary>
    public const string ProofOwed = "proof_owed";

    /// <summary>Creates what is missing; may be run again.</summary>
    public static IReadOnlyList<string> Statements(ISqlDialect dialect) =>
        [
            $"""
                CREATE TABLE IF NOT EXISTS {dialect.StateTable(Position)} (
                  id bigint PRIMARY KEY CHECK (id = 1), format_version bigint NOT NULL, log_id text NOT NULL,
                  last_applied_sequence bigint NOT NULL, restart_offset bigint NOT NULL, log_time bigint NOT NULL,
                    fingerprint text)
                """,
            $"CREATE TABLE IF NOT EXISTS {dialect.StateTable(Clock)} (id bigint PRIMARY KEY CHECK (id = 1), "
                + "append_time bigint NOT NULL)",
            $"""
                CREATE TABLE IF NOT EXISTS {dialect.StateTable(Publishers)} (
                  publisher text PRIMARY KEY, kind bigint NOT NULL, last_number bigint NOT NULL,
                  missing text NOT NULL, last_log_time bigint NOT NULL)
                """,
            $"""
                CREATE TABLE IF NOT EXISTS {dialect.StateTable(Rejections)} (
                  sequence bigint PRIMARY KEY, publisher text, number bigint, reason text NOT NULL, table_name text,
                  row_key text, constraint_name text, detail text NOT NULL, log_time bigint NOT NULL)
                """,
            $"CREATE TABLE IF NOT EXISTS {dialect.StateTable(Snapshots)} (source text PRIMARY KEY, unfinished bigint "
                + "NOT NULL)",
            $"""
                CREATE TABLE IF NOT EXISTS {dialect.StateTable(SnapshotStates)} (
                  source text PRIMARY KEY, stage bigint NOT NULL, attempt text, is_shared bigint NOT NULL,
                    streaming_since bigint NOT NULL)
                """,
            $"""
                CREATE TABLE IF NOT EXISTS {dialect.StateTable(SnapshotTables)} (
                  source text NOT NULL, table_name text NOT NULL, attempt bigint NOT NULL, PRIMARY KEY (source,
                    table_name))
                """,
            $"""
                CREATE TABLE IF NOT EXISTS {dialect.StateTable(SnapshotKeys)} (
                  source text NOT NULL, table_name text NOT NULL, key_digest text NOT NULL, PRIMARY KEY (source,
                    table_name, key_digest))
                """,
            $"""
                CREATE TABLE IF NOT EXISTS {dialect.StateTable(SourceTables)} (
                  source text NOT NULL, table_name text NOT NULL, PRIMARY KEY (source, table_name))
                """,
            $"CREATE TABLE IF NOT EXISTS {dialect.StateTable(KnownTables)} (table_name text PRIMARY KEY, has_rows "
                + "bigint NOT NULL)",
            $"CREATE TABLE IF NOT EXISTS {dialect.StateTable(Accepted)} (what text PRIMARY KEY)",
            $"""
                CREATE TABLE IF NOT EXISTS {dialect.StateTable(Seeding)} (
                  id bigint PRIMARY KEY CHECK (id = 1), donor text NOT NULL, log_id text NOT NULL, since bigint NOT
                    NULL,
                  schema_digest text NOT NULL, tables text NOT NULL, last_applied_sequence bigint, restart_offset
                    bigint,
                  log_time bigint, fingerprint text, append_time bigint)
                """,
            $"CREATE TABLE IF NOT EXISTS {dialect.StateTable(ProofOwed)} (id bigint PRIMARY KEY CHECK (id = 1), donor "
                + "text NOT NULL, since bigint NOT NULL)",
        ];
}
