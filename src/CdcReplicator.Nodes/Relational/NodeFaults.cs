using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Faults of a node that the engine itself finds.</summary>
internal static class NodeFaults
{
    /// <summary>A checked change touches a table this node has not got on purpose.</summary>
    public static NodeFaultException IgnoredTableIsWritten(TableName table) =>
        Fatal(
            $"A checked change writes table {table}, which this node ignores, so its verdict cannot be told here.",
            $"Create {table} on this node and take it off the Ignore list."
        );

    /// <summary>A trusted change touches a table this node has not got.</summary>
    public static NodeFaultException TableMissing(TableName table) =>
        Fatal(
            $"This node has no table {table}, which the log changes.",
            $"Create the table, or add '{table}' to the node's Ignore list."
        );

    /// <summary>A trusted change cannot be taken as it is.</summary>
    public static NodeFaultException Refused(ChangeRefusedException refused)
    {
        var (reason, table, _, column, _) = refused.Rejection;
        var remedy =
            reason == RejectionReason.UnknownTarget
                ? $"Add the column to the table, or '{table}.{column}' to the node's Ignore list."
                : "Change the column to a type that holds the value, or publish a skip of this transaction.";
        return Fatal(refused.Problem, remedy, refused);
    }

    /// <summary>The row of an update is missing, and the update does not bring all of it.</summary>
    public static NodeFaultException ValueUnavailable(RowKey key) =>
        Fatal(
            $"Row {key.ToJson()} of {key.Table.Name} is missing, and the change does not bring its unchanged out-of-line values.",
            "Seed the node again, or insert the row as the source has it."
        );

    /// <summary>A change does not tell which row it is about.</summary>
    public static NodeFaultException KeyMissing(TableName table) =>
        Fatal(
            $"A change of table {table} brings neither the columns of the table's key nor the whole old row.",
            "Give the node's table the key of the source's, or set REPLICA IDENTITY FULL on the source's table."
        );

    /// <summary>The node's transaction was lost before.</summary>
    public static NodeFaultException TransactionLost() =>
        new("The node's transaction was lost by an earlier error.", "Open the node again.", isTransient: true, null);

    /// <summary>What the driver threw, as a fault of the node.</summary>
    public static NodeFaultException Driver(DatabaseError error, string what, Exception inner) =>
        new($"{what}: {error.Problem}", error.Verdict.Remedy, error.Verdict.IsTransient, error.Code, inner);

    /// <summary>A constraint of this node refuses a trusted change.</summary>
    public static NodeFaultException ConstraintOnTrusted(
        DatabaseError error,
        TableName table,
        string? key,
        Exception inner
    ) =>
        new(
            $"Row {key} of {table}, decided by its source, is refused here: {error.Problem}",
            "Give the node's table the constraints of the source's, or remove what stands against the row.",
            isTransient: false,
            error.Code,
            inner
        );

    private static NodeFaultException Fatal(string problem, string remedy, Exception? inner = null) =>
        new(problem, remedy, isTransient: false, code: null, inner);
}
