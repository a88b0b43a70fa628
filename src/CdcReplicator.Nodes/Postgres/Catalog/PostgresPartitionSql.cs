namespace CdcReplicator.Nodes;

/// <summary>Queries of partitioned tables in PostgreSQL's catalog.</summary>
internal static class PostgresPartitionSql
{
    /// <summary>
    /// Partitioned tables, and whether they may have no partition for a row. Those by hash have one for each once they
    /// are set up.
    /// </summary>
    public const string Partitioned =
        "SELECT partrelid::bigint, partdefid = 0 AND partstrat <> 'h' FROM pg_partitioned_table";

    /// <summary>Partitions: table, schema and name of the partitioned table.</summary>
    public const string Partitions = $"""
        SELECT c.oid::bigint, pn.nspname::text, p.relname::text
        FROM pg_inherits i
        JOIN pg_class c ON c.oid = i.inhrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_class p ON p.oid = i.inhparent
        JOIN pg_namespace pn ON pn.oid = p.relnamespace
        WHERE c.relispartition AND {PostgresCatalogSql.UserTables}
        """;
}
