using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Lifecycle;

/// <summary>A node's tables, as comparing looks at them.</summary>
internal sealed class VerifyNode(NodeTables node)
{
    public string Id => node.NodeId;

    public IgnoreList Ignored { get; } = new(node.Ignored);

    public IReadOnlyDictionary<TableName, TableDefinition> Tables { get; } =
        node.Tables.ToDictionary(table => table.Name);

    /// <summary>Whether a table's rows are read with those of the table it is a partition of.</summary>
    public bool CountsToParent(TableName name) =>
        Tables.TryGetValue(name, out var table) && table.PartitionOf is { } parent && Tables.ContainsKey(parent);

    /// <summary>The partitions of a table that hold rows themselves.</summary>
    public IReadOnlyList<TableName> PartitionsOf(TableName name) =>
        [
            .. Tables
                .Values.Where(table => table.PartitionOf == name)
                .SelectMany(table => PartitionsOf(table.Name) is { Count: > 0 } below ? below : [table.Name]),
        ];
}
