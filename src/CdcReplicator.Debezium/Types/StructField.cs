namespace CdcReplicator.Debezium;

/// <summary>A field of a struct.</summary>
internal sealed record StructField(string Name, FieldType Type)
{
    /// <summary>
    /// The source column's name: what <c>column.propagate.source.type</c> says, else the field's name; damage undone.
    /// </summary>
    public string ColumnName =>
        ColumnNames.Repair(Type.Parameters.GetValueOrDefault(SemanticNames.SourceColumnParameter) ?? Name);
}
