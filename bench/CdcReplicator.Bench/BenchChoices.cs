namespace CdcReplicator.Bench;

/// <summary>The words of the benchmarks' options.</summary>
internal static class BenchChoices
{
    public const string Embedded = "embedded";
    public const string Kafka = "kafka";
    public const string Postgres = "postgres";
    public const string Sqlite = "sqlite";

    /// <summary>PostgreSQL's own logical replication.</summary>
    public const string Native = "native";

    /// <summary>One binary COPY of the same rows into the same table.</summary>
    public const string Copy = "copy";

    /// <summary>Prepared inserts of the same rows into the same SQLite table.</summary>
    public const string RawSqlite = "raw-sqlite";

    /// <summary>The same work, trusted; for checked writes.</summary>
    public const string Trusted = "trusted";

    /// <summary>The same applier on a node that keeps no position: what exactly-once costs.</summary>
    public const string NoPosition = "no-position";

    /// <summary>The node refuses changes that come round the log.</summary>
    public const string On = "on";

    /// <summary>It does not.</summary>
    public const string Off = "off";

    /// <summary>A guarded node, and one that is not as the baseline: what the guard costs.</summary>
    public const string Both = "both";

    /// <summary>The baseline of <see cref="Both"/>.</summary>
    public const string Unguarded = "unguarded";
}
