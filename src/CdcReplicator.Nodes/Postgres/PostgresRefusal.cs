namespace CdcReplicator.Nodes;

/// <summary>What the server says about a refusal besides its text; null where it says nothing.</summary>
/// <param name="SqlState">The code.</param>
/// <param name="ConstraintName">The constraint.</param>
/// <param name="ColumnName">The column.</param>
/// <param name="DataTypeName">The type.</param>
/// <param name="SchemaName">The table's schema.</param>
/// <param name="TableName">The table.</param>
internal sealed record PostgresRefusal(
    string SqlState,
    string? ConstraintName,
    string? ColumnName,
    string? DataTypeName,
    string? SchemaName,
    string? TableName
);
