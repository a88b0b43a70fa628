namespace CdcReplicator.Model;

/// <summary>A foreign key.</summary>
internal sealed record ForeignKeyConstraint(
    string Name,
    IReadOnlyList<string> Columns,
    TableName References,
    IReadOnlyList<string> ReferencedColumns
);
