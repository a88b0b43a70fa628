namespace CdcReplicator.Debezium;

/// <summary>A field of an Avro record. Defaults are not kept: the writer's bytes are the truth.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Schema">Its schema.</param>
/// <param name="Column">
/// The column's own name where our encoder had to adjust it (property <see cref="RowRecordSchema.ColumnProperty"/>).
/// </param>
internal sealed record AvroField(string Name, AvroSchema Schema, string? Column = null)
{
    /// <summary>
    /// The source column's name: what our encoder says, else what <c>column.propagate.source.type</c> says, else the
    /// field's name; damage undone.
    /// </summary>
    public string ColumnName =>
        Column
        ?? ColumnNames.Repair(
            Schema.Required.ConnectParameters.GetValueOrDefault(SemanticNames.SourceColumnParameter) ?? Name
        );
}
