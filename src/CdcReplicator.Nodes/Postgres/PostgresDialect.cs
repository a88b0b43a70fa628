using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>PostgreSQL's spelling.</summary>
internal sealed class PostgresDialect(IValueBinding binding) : ISqlDialect
{
    /// <summary>The schema that holds the node's own state.</summary>
    public const string StateSchema = "cdc_replicator";

    /// <inheritdoc/>
    public IValueBinding Binding { get; } = binding;

    /// <inheritdoc/>
    public string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <inheritdoc/>
    public string Table(TableName table) => $"{Quote(table.Schema)}.{Quote(table.Name)}";

    /// <inheritdoc/>
    public string StateTable(string name) => $"{Quote(StateSchema)}.{Quote(name)}";

    /// <inheritdoc/>
    /// <remarks>What the trigger of a foreign key takes of the parent.</remarks>
    public string HoldsRows => " FOR KEY SHARE";

    /// <inheritdoc/>
    public string OneRow(TableName table, string condition) =>
        // Row addresses repeat over partitions.
        $"(tableoid, ctid) = (SELECT tableoid, ctid FROM {Table(table)} WHERE {condition} LIMIT 1)";

    /// <inheritdoc/>
    public string SameValue(string quotedColumn, string placeholder, ColumnType type) =>
        // json, xml and point have no equality of their own.
        type.Kind
            is ColumnKind.Json
                or ColumnKind.Xml
                or ColumnKind.Point
            ? $"{quotedColumn}::text IS NOT DISTINCT FROM {placeholder}::text"
            : $"{quotedColumn} IS NOT DISTINCT FROM {placeholder}";

    /// <inheritdoc/>
    public string RowsOfJson(string placeholder, IReadOnlyList<(string Name, string Type)> columns) =>
        $"SELECT * FROM json_to_recordset({placeholder}::json) AS r "
        + $"({string.Join(", ", columns.Select(column => $"{Quote(column.Name)} {column.Type}"))})";

    /// <inheritdoc/>
    public void RequireSupported(TableDefinition table) =>
        UnsupportedColumns.Refuse(table, _ => "Change the column's type.");
}
