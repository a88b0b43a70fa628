using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Faults of a node whose rows are not those that its state remembers.</summary>
internal static class MemoryFaults
{
    /// <summary>Tables had rows, and have none now although nothing in the log took them.</summary>
    /// <param name="tables">The tables, and whether they are there at all.</param>
    /// <param name="accepted">Where an operator writes that it is meant; quoted.</param>
    public static NodeFaultException RowsLost(IReadOnlyList<(TableName Name, bool IsThere)> tables, string accepted)
    {
        var what = tables.Select(table => $"{table.Name} {(table.IsThere ? "is empty" : "is gone")}");
        return NodeFaults.Mendable(
            "Tables of this node have lost the rows they had, and nothing in the log took them: "
                + $"{NodeFaults.Some(what)}.",
            "Restore them, or seed the node again. If this is meant, run on the node: "
                + Accept(accepted, tables.Select(table => table.Name.ToString()))
        );
    }

    /// <summary>There are rows, and nothing says which transactions of the log they hold.</summary>
    /// <param name="tables">The tables with rows.</param>
    /// <param name="accepted">Where an operator writes that it is meant; quoted.</param>
    public static NodeFaultException RowsWithoutPosition(IReadOnlyList<TableName> tables, string accepted) =>
        NodeFaults.Mendable(
            "This node has rows but no position, so nothing tells which transactions they hold: "
                + $"{NodeFaults.Some(tables.Select(table => table.ToString()))}.",
            "Restore the node together with its own tables (cdc_replicator), or empty it and seed it again. "
                + "If the whole log is to be applied to these rows, start a new node with "
                + $"\"{nameof(NodeOptions.RowsWithoutPosition)}\": \"{nameof(Nodes.RowsWithoutPosition.Apply)}\", "
                + "or run on the node: "
                + Accept(accepted, [TableMemory.AllRows])
        );

    private static string Accept(string accepted, IEnumerable<string> what)
    {
        var values = what.Select(text => $"('{text.Replace("'", "''", StringComparison.Ordinal)}')");
        return $"INSERT INTO {accepted} (what) VALUES {string.Join(", ", values)};";
    }
}
