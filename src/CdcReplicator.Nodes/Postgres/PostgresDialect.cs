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
}
