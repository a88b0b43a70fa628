using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Faults of a node whose tables are not those that the log or the applier needs.</summary>
internal static class CatalogFaults
{
    /// <summary>A checked change touches a table this node has not got on purpose.</summary>
    public static NodeFaultException IgnoredTableIsWritten(TableName table) =>
        new(
            $"A checked change writes table {table}, which this node ignores, so its verdict cannot be told here.",
            $"Create {table} on this node, take it off the Ignore list, and start the applier again.",
            isTransient: false,
            code: null
        );

    /// <summary>
    /// A change touches a table this node has not got. What the change does to it cannot be judged here, so this is
    /// never a verdict.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="created">What it would have to be called on this node, quoted.</param>
    public static NodeFaultException TableMissing(TableName table, string created) =>
        NodeFaults.Mendable(
            $"This node has no table {table}, which the log changes.",
            $"Create the table (CREATE TABLE {created}), or add '{table}' to the node's Ignore list."
        );

    /// <summary>A change brings a column this node has not got. As for a table, this is never a verdict.</summary>
    public static NodeFaultException ColumnMissing(TableName table, string column) =>
        NodeFaults.Mendable(
            $"Table {table} has no column '{column}'.",
            $"Add the column to the table, or '{table.Column(column)}' to the node's Ignore list."
        );

    /// <summary>Two tables of the node stand for one.</summary>
    public static NodeFaultException SameName(TableName table, string one, string other) =>
        NodeFaults.Mendable(
            $"The tables {one} and {other} of this node both stand for {table}.",
            $"Rename the one that is not meant, or add '{table}' to the node's Ignore list."
        );

    /// <summary>Tables, columns or constraints are not what they were when the node was opened.</summary>
    public static NodeFaultException CatalogChanged() =>
        NodeFaults.Mendable("The node's tables were changed meanwhile.", "The node is opened again.");

    /// <summary>
    /// The database hides rows from the applier: what it does not see it could neither delete nor compare.
    /// </summary>
    public static NodeFaultException RowsHidden(IEnumerable<string> tables) =>
        NodeFaults.Mendable(
            $"Row-level security may hide rows of {NodeFaults.Some(tables)} from the applier's role.",
            "Give the role BYPASSRLS (ALTER ROLE ... BYPASSRLS), make it the tables' owner without FORCE ROW LEVEL "
                + "SECURITY, or add the tables to the node's Ignore list."
        );
}
