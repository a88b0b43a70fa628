using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// SQLite's spelling. There are no schemas: a table of another schema than <c>public</c> is called <c>schema.name</c>.
/// </summary>
internal sealed class SqliteDialect(IValueBinding binding) : ISqlDialect
{
    /// <summary>What the names of the node's own state tables begin with.</summary>
    public const string StatePrefix = "cdc_replicator_";

    // Read while the file is open elsewhere too, so replaced as a whole.
    private volatile SqliteNames _names = new([]);

    /// <summary>The tables of the file are read anew.</summary>
    public void Use(SqliteNames names) => _names = names;

    /// <inheritdoc/>
    public IValueBinding Binding { get; } = binding;

    /// <inheritdoc/>
    public string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>What the file calls a table.</summary>
    public string NameOf(TableName table) => _names.Of(table);

    /// <inheritdoc/>
    public string Table(TableName table) => Quote(_names.Of(table));

    /// <inheritdoc/>
    public string StateTable(string name) => Quote(StatePrefix + name);

    /// <inheritdoc/>
    public string StateTables =>
        $"SELECT substr(name, {StatePrefix.Length + 1}) FROM sqlite_schema WHERE type = 'table' "
        + $"AND substr(name, 1, {StatePrefix.Length}) = '{StatePrefix}'";

    /// <inheritdoc/>
    public string HoldsRows => "";

    /// <inheritdoc/>
    public string NowSeconds => "CAST(strftime('%s', 'now') AS INTEGER)";

    /// <inheritdoc/>
    public string OneRow(TableName table, string condition) =>
        $"rowid = (SELECT rowid FROM {Table(table)} WHERE {condition} LIMIT 1)";

    /// <inheritdoc/>
    public string SameValue(string quotedColumn, string placeholder, ColumnType type) =>
        $"{quotedColumn} IS {placeholder}";

    /// <inheritdoc/>
    /// <remarks>It looks at indexes from the newest to the oldest, and they were read from the oldest on.</remarks>
    public string SaysOfUniques(TableDefinition table, IReadOnlyList<int> violated)
    {
        var columns = table.Uniques[violated[^1]].Columns.Select(column => $"{_names.Of(table.Name)}.{column}");
        return SqliteErrors.Constraint($"UNIQUE constraint failed: {string.Join(", ", columns)}");
    }

    /// <inheritdoc/>
    /// <remarks>It only counts them.</remarks>
    public string? SaysOfForeignKeys(TableDefinition table, IReadOnlyList<int> violated) =>
        SqliteErrors.Constraint("FOREIGN KEY constraint failed");

    /// <inheritdoc/>
    public void RequireSupported(TableDefinition table) =>
        UnsupportedColumns.Refuse(table, type => SqliteTypeMap.Remedy(type.NativeName));
}
