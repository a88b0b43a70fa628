using CdcReplicator.Model;
using Npgsql;

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
    public string StateTables =>
        "SELECT relname::text FROM pg_class WHERE relkind IN ('r', 'p') "
        + $"AND relnamespace = to_regnamespace('{StateSchema}')";

    /// <inheritdoc/>
    /// <remarks>What the trigger of a foreign key takes of the parent.</remarks>
    public string HoldsRows => " FOR KEY SHARE";

    /// <inheritdoc/>
    public string NowSeconds => "floor(extract(epoch FROM clock_timestamp()))::bigint";

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
    /// <remarks>It looks at indexes in the order of their making, in which they were read.</remarks>
    public string SaysOfUniques(TableDefinition table, IReadOnlyList<int> violated) =>
        PostgresErrors.Problem(
            PostgresErrors.OfConstraint(table.Uniques[violated[0]].Name),
            PostgresErrorCodes.UniqueViolation
        );

    /// <inheritdoc/>
    /// <remarks>Their triggers act in the order of names the catalog reader does not know.</remarks>
    public string? SaysOfForeignKeys(TableDefinition table, IReadOnlyList<int> violated) =>
        violated.Count > 1
            ? null
            : PostgresErrors.Problem(
                PostgresErrors.OfConstraint(table.ForeignKeys[violated[0]].Name),
                PostgresErrorCodes.ForeignKeyViolation
            );

    /// <inheritdoc/>
    public void RequireSupported(TableDefinition table) =>
        UnsupportedColumns.Refuse(table, _ => "Change the column's type.");
}
