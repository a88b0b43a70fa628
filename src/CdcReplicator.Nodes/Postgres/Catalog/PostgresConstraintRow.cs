namespace CdcReplicator.Nodes;

/// <summary>A row of <see cref="PostgresCatalogSql.Constraints"/>.</summary>
internal sealed record PostgresConstraintRow(
    long Table,
    string Schema,
    string Name,
    char Kind,
    bool IsDeferred,
    string? Expression,
    string[] Columns,
    TableName? References,
    string[] ReferencedColumns,
    bool NeedsTriggers,
    bool IsPeriod
);
