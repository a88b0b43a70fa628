namespace CdcReplicator.Nodes;

/// <summary>A row of <see cref="PostgresCatalogSql.UniqueIndexes"/>.</summary>
internal sealed record PostgresIndexRow(
    long Table,
    string Name,
    bool IsPrimary,
    bool IsReplicaIdentity,
    bool IsImmediate,
    bool IsPlain,
    string[] Columns,
    bool IsExact,
    bool IsExclusion,
    bool NullsNotDistinct
);
