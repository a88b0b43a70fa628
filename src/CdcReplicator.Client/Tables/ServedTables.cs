using CdcReplicator.Cluster;

namespace CdcReplicator.Client;

/// <summary>
/// The tables that writers may use: those that every node that counts has. A picture that does not change.
/// </summary>
internal sealed class ServedTables
{
    private readonly Dictionary<TableName, PreparedTable> _tables;

    public ServedTables(IReadOnlyList<NodeTables> nodes)
    {
        Nodes = nodes;
        ServingNode[] serving = [.. nodes.Select(node => new ServingNode(node))];
        _tables = TableMerge
            .Merge(nodes)
            .ToDictionary(table => table.Key, table => new PreparedTable(ServedTable.Of(table.Value, serving)));
    }

    /// <summary>The nodes that count.</summary>
    public IReadOnlyList<NodeTables> Nodes { get; }

    /// <summary>Whether any table is known.</summary>
    public bool IsEmpty => _tables.Count == 0;

    /// <summary>The table of a name.</summary>
    /// <exception cref="InvalidWriteException">There is none, or a node that serves lacks it.</exception>
    public PreparedTable Find(TableName name)
    {
        if (!_tables.TryGetValue(name, out var table))
        {
            throw new InvalidWriteException(
                name,
                null,
                $"There is no table '{name}' on the cluster's nodes.",
                $"Create it on every node, or name one of: {Names(_tables.Keys)}."
            );
        }

        if (table.LackingNodes is { Count: > 0 } lacking)
        {
            var named = LackingColumn.Quoted(lacking);
            throw new InvalidWriteException(
                name,
                null,
                $"Table '{name}' is not on every node that serves: {named} "
                    + $"{(lacking.Count == 1 ? "lacks" : "lack")} it.",
                $"Create it on {named}; writers may use it as soon as every serving node has it."
            );
        }

        if (table.LackingKey is { } key)
        {
            throw new InvalidWriteException(name, key.Name, $"Table '{name}': {key.Problem}", key.Remedy);
        }

        return table;
    }

    private static string Names(IEnumerable<TableName> tables) =>
        string.Join(", ", tables.Select(table => table.ToString()).Order(StringComparer.Ordinal).Take(20));
}
