using CdcReplicator.Cluster;
using CdcReplicator.Model;

namespace CdcReplicator.Lifecycle;

/// <summary>What is asked for of a range.</summary>
internal static class RangeRequest
{
    /// <summary>
    /// The question. A table whose key is of whole numbers on every node, which all kinds of node order alike, is read
    /// range by range; any other in one piece.
    /// </summary>
    public static TableRequest Of(
        TablePlan plan,
        IReadOnlyList<long>? after,
        long rows,
        IReadOnlyList<NodeTables> nodes
    ) => plan.Ask([]) with { Range = new KeyRange(after, HasRanges(plan, nodes) ? rows : null) };

    private static bool HasRanges(TablePlan plan, IReadOnlyList<NodeTables> nodes) =>
        nodes
            .Where(node => plan.Nodes.Contains(node.NodeId))
            .Select(node => node.Tables.First(table => table.Name.ToString() == plan.Table))
            .All(table => table.PrimaryKey.Count > 0 && table.PrimaryKey.All(name => IsWhole(table, name)));

    private static bool IsWhole(TableDefinition table, string column) =>
        table.FindColumn(column)?.Type.Kind is ColumnKind.Int16 or ColumnKind.Int32 or ColumnKind.Int64;
}
