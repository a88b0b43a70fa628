using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Faults of a node that the engine itself finds.</summary>
internal static class NodeFaults
{
    private const int MaxNamed = 5;

    private const string WithoutIt = "go on without this transaction: cdc-replicator skip SEQUENCE --reason TEXT";

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
        Mendable(
            $"This node has no table {table}, which the log changes.",
            $"Create the table (CREATE TABLE {created}), or add '{table}' to the node's Ignore list."
        );

    /// <summary>Two tables of the node stand for one.</summary>
    public static NodeFaultException SameName(TableName table, string one, string other) =>
        Mendable(
            $"The tables {one} and {other} of this node both stand for {table}.",
            $"Rename the one that is not meant, or add '{table}' to the node's Ignore list."
        );

    /// <summary>Another role owns the node's state, or a part of it.</summary>
    public static NodeFaultException StateOfAnother(string foreign) =>
        Mendable(
            $"The state schema cdc_replicator is not the applier's own: {foreign}.",
            "If that is as it should be, give it to the applier's role (ALTER SCHEMA ... OWNER TO, ALTER TABLE ... "
                + "OWNER TO), or make the role a member of the owner; else drop what a stranger made."
        );

    /// <summary>
    /// The database hides rows from the applier: what it does not see it could neither delete nor compare.
    /// </summary>
    public static NodeFaultException RowsHidden(IEnumerable<string> tables) =>
        Mendable(
            $"Row-level security may hide rows of {Some(tables)} from the applier's role.",
            "Give the role BYPASSRLS (ALTER ROLE ... BYPASSRLS), make it the tables' owner without FORCE ROW LEVEL "
                + "SECURITY, or add the tables to the node's Ignore list."
        );

    /// <summary>A change brings a column this node has not got. As for a table, this is never a verdict.</summary>
    public static NodeFaultException ColumnMissing(TableName table, string column) =>
        Mendable(
            $"Table {table} has no column '{column}'.",
            $"Add the column to the table, or '{table.Column(column)}' to the node's Ignore list."
        );

    /// <summary>Tables, columns or constraints are not what they were when the node was opened.</summary>
    public static NodeFaultException CatalogChanged() =>
        Mendable("The node's tables were changed meanwhile.", "The node is opened again.");

    /// <summary>Tables had rows, and have none now although nothing in the log took them.</summary>
    /// <param name="tables">The tables, and whether they are there at all.</param>
    /// <param name="accepted">Where an operator writes that it is meant; quoted.</param>
    public static NodeFaultException RowsLost(IReadOnlyList<(TableName Name, bool IsThere)> tables, string accepted)
    {
        var what = tables.Select(table => $"{table.Name} {(table.IsThere ? "is empty" : "is gone")}");
        return Mendable(
            $"Tables of this node have lost the rows they had, and nothing in the log took them: {Some(what)}.",
            "Restore them, or seed the node again. If this is meant, run on the node: "
                + Accept(accepted, tables.Select(table => table.Name.ToString()))
        );
    }

    /// <summary>There are rows, and nothing says which transactions of the log they hold.</summary>
    /// <param name="tables">The tables with rows.</param>
    /// <param name="accepted">Where an operator writes that it is meant; quoted.</param>
    public static NodeFaultException RowsWithoutPosition(IReadOnlyList<TableName> tables, string accepted) =>
        Mendable(
            "This node has rows but no position, so nothing tells which transactions they hold: "
                + $"{Some(tables.Select(table => table.ToString()))}.",
            "Restore the node together with its own tables (cdc_replicator), or empty it and seed it again. "
                + "If the whole log is to be applied to these rows, start a new node with "
                + $"\"{nameof(NodeOptions.RowsWithoutPosition)}\": \"{nameof(Nodes.RowsWithoutPosition.Apply)}\", "
                + "or run on the node: "
                + Accept(accepted, [TableMemory.AllRows])
        );

    /// <summary>A trusted change cannot be taken as it is.</summary>
    /// <param name="refused">Why.</param>
    /// <param name="key">The row's key, if it is known.</param>
    /// <param name="source">Whose change it is.</param>
    public static NodeFaultException Refused(ChangeRefusedException refused, string? key, string source) =>
        Mendable(
            key is null ? refused.Problem : $"Row {key} of {refused.Rejection.Table}: {refused.Problem}",
            refused.InnerException is InvalidValueException { Setting: { } setting }
                ? $"Set Sources:{source}:{setting} as the connector is set (docs/debezium.md), alike for all appliers."
                : "Change the column to a type that holds the value, or " + WithoutIt,
            refused
        );

    /// <summary>The row of an update is missing, and the update does not bring all of it.</summary>
    public static NodeFaultException ValueUnavailable(RowKey key) =>
        Mendable(
            $"Row {key.ToJson()} of {key.Table.Name} is missing, and the change does not bring its unchanged "
                + "out-of-line values.",
            "Seed the node again, or insert the row as the source has it."
        );

    /// <summary>A change does not say which row it is about.</summary>
    public static NodeFaultException KeyMissing(TableName table) =>
        Mendable(
            $"A change of table {table} brings neither the columns of the table's key nor the whole old row.",
            "Give the node's table the key of the source's, or set REPLICA IDENTITY FULL on the source's table."
        );

    /// <summary>A change names its row by columns in which several rows have the same values.</summary>
    public static NodeFaultException SeveralRows(TableName table, IEnumerable<string> columns) =>
        Mendable(
            $"A change of table {table} names its row by {string.Join(", ", columns)}, and several rows have "
                + "these values.",
            "Give the node's table the unique index of the source's on these columns, or remove the rows it has "
                + "not got."
        );

    /// <summary>A delete names a row that is not there, by values that may be fillers.</summary>
    public static NodeFaultException MayBeFiller(TableName table, IEnumerable<string> columns) =>
        Mendable(
            $"A delete of table {table} names its row by {string.Join(", ", columns)}, no row has these values, and "
                + "they may be fillers.",
            "Set Sources:NAME:Tables[TABLE]:Identity to the columns by which the source identifies rows (its replica "
                + "identity); if the row had these values and is gone already, skip the delete."
        );

    /// <summary>A snapshot has ended without a row of tables that have rows here.</summary>
    public static NodeFaultException SnapshotLeftOut(string source, IEnumerable<TableName> tables) =>
        Mendable(
            $"The snapshot of source '{source}' has ended without a row of "
                + $"{Some(tables.Select(table => table.ToString()))}, of which this node has rows.",
            $"Set Sources:{source}:Snapshots, alike for all appliers, and start them again: 'whole' if the connector "
                + "has read all its tables anew, so that these are empty there; 'by-table' if somebody asked for a "
                + "snapshot of other tables only."
        );

    /// <summary>The node's transaction was lost before.</summary>
    public static NodeFaultException TransactionLost() =>
        new("The node's transaction was lost by an earlier error.", "Open the node again.", isTransient: true, null);

    /// <summary>What the driver threw, as a fault of the node.</summary>
    public static NodeFaultException Driver(DatabaseError error, string what, Exception inner) =>
        new($"{what}: {error.Problem}", error.Verdict.Remedy, error.Verdict.IsTransient, error.Code, inner)
        {
            MayHeal = error.Verdict.MayHeal,
        };

    /// <summary>A constraint of this node, or its database, refuses a trusted change.</summary>
    public static NodeFaultException RefusedOfTrusted(
        DatabaseError error,
        RowChange change,
        string source,
        string? key,
        Exception inner
    ) =>
        new(
            $"Row {key} of {change.Table}, decided by its source, is refused here: {error.Problem}",
            (error.Verdict.Reason, change.Operation) switch
            {
                (RejectionReason.InvalidValue, _) =>
                    "Give the column the type of the source's, an enum all its labels; or " + WithoutIt,
                // A change of the primary key alone comes as an update of a row that is not there.
                (RejectionReason.UniqueViolation, ChangeOperation.Update) =>
                    "If the source identifies rows by an index beside the primary key (REPLICA IDENTITY USING INDEX), "
                        + $"set Sources:{source}:Tables[{change.Table}]:Identity to its columns; else give the node's "
                        + "table the constraints of the source's, or remove what stands against the row.",
                _ => "Give the node's table the constraints of the source's, or remove what stands against the row.",
            },
            isTransient: false,
            error.Code,
            inner
        )
        {
            MayHeal = true,
        };

    private static string Some(IEnumerable<string> things)
    {
        string[] all = [.. things.Order(StringComparer.Ordinal)];
        var more = all.Length > MaxNamed ? $" and {all.Length - MaxNamed} more" : "";
        return string.Join(", ", all.Take(MaxNamed)) + more;
    }

    private static string Accept(string accepted, IEnumerable<string> what)
    {
        var values = what.Select(text => $"('{text.Replace("'", "''", StringComparison.Ordinal)}')");
        return $"INSERT INTO {accepted} (what) VALUES {string.Join(", ", values)};";
    }

    private static NodeFaultException Mendable(string problem, string remedy, Exception? inner = null) =>
        new(problem, remedy, isTransient: false, code: null, inner) { MayHeal = true };
}
