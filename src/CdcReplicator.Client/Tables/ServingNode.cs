using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Client;

/// <summary>A node whose tables count, and what it passes over on purpose.</summary>
internal sealed class ServingNode(NodeTables tables)
{
    private readonly IgnoreList _ignored = new(tables.Ignored ?? []);

    public string Id => tables.NodeId;

    /// <summary>The table of that name; null if the node lacks it.</summary>
    public TableDefinition? Find(TableName name) => tables.Tables.FirstOrDefault(table => IsSame(table.Name, name));

    /// <summary>Whether the node neither has a column nor passes it over on purpose.</summary>
    public bool Lacks(TableName table, string column) =>
        !_ignored.HasColumn(table, column) && Find(table) is { } having && Find(having, column) is null;

    /// <summary>The column of that name; null if there is none.</summary>
    public static ColumnDefinition? Find(TableDefinition table, string column) =>
        table.FindColumn(column) ?? table.Columns.FirstOrDefault(other => IsSame(other.Name, column));

    private static bool IsSame(TableName one, TableName other) =>
        IsSame(one.Name, other.Name) && IsSame(one.Schema, other.Schema);

    // Kinds of nodes fold names differently; whether a spelling is taken is for the node to say.
    private static bool IsSame(string one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
