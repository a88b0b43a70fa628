using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>SQLite's spelling. There are no schemas: a table of another schema than <c>public</c> is called <c>schema.name</c>.</summary>
internal sealed class SqliteDialect(IValueBinding binding) : ISqlDialect
{
    /// <summary>What the names of the node's own state tables begin with.</summary>
    public const string StatePrefix = "cdc_replicator_";

    /// <inheritdoc/>
    public IValueBinding Binding { get; } = binding;

    /// <inheritdoc/>
    public string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <inheritdoc/>
    public string Table(TableName table) =>
        Quote(table.Schema == TableName.DefaultSchema ? table.Name : table.ToString());

    /// <inheritdoc/>
    public string StateTable(string name) => Quote(StatePrefix + name);
}
