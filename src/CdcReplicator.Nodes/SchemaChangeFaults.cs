using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Faults of a node that cannot change its tables as the log orders.</summary>
internal static class SchemaChangeFaults
{
    /// <summary>There are no statements for the node's kind.</summary>
    public static NodeFaultException NoStatements(SchemaChange change, string kind) =>
        NodeFaults.Mendable(
            $"{Name(change)} has no statements for nodes of kind '{kind}'.",
            "Make the change by hand on this node."
        );

    /// <summary>It has a statement that no script may have.</summary>
    public static NodeFaultException Refused(SchemaChange change, string problem) =>
        NodeFaults.Mendable($"{Name(change)} is refused. {problem}", "Make the change by hand on this node.");

    /// <summary>This node changes no tables.</summary>
    public static NodeFaultException NotTaken(string kind) =>
        NodeFaults.Mendable($"Nodes of kind '{kind}' take no schema changes.", "Make the change by hand on this node.");

    /// <summary>Foreign keys point to nothing after the change.</summary>
    public static NodeFaultException ForeignKeysViolated(SchemaChange change, string tables) =>
        NodeFaults.Mendable(
            $"After {Name(change)} rows of {tables} point to rows that do not exist.",
            "Put the rows right, or the change."
        );

    /// <summary>An index of that name is there, and was not made by this change.</summary>
    public static NodeFaultException IndexExists(SchemaChange change, string index) =>
        NodeFaults.Mendable(
            $"{Name(change)} builds index {index}, which exists already.",
            "Drop or rename the index that is there."
        );

    /// <summary>A statement about an index cannot be done again after a crash.</summary>
    public static NodeFaultException NotRepeatable(SchemaChange change, string statement) =>
        NodeFaults.Mendable(
            $"{Name(change)} has a statement that cannot be done again after a crash: {Printable.Quote(statement)}.",
            "Make the change by hand on this node."
        );

    /// <summary>What happened to a change at its place in the log, with the way on.</summary>
    public static ReplicationException At(SchemaStep step, ReplicationException error) =>
        error is NodeFaultException { IsTransient: false } fault
            ? new NodeFaultException(
                fault.Problem,
                fault.Remedy
                    + " To go on without it: make the change by hand on this node, then: cdc-replicator skip "
                    + $"{step.Sequence.ToString(CultureInfo.InvariantCulture)} --reason TEXT.",
                isTransient: false,
                fault.Code,
                fault
            )
            {
                MayHeal = fault.MayHeal,
            }
            : error;

    /// <summary>A change as messages name it.</summary>
    public static string Name(SchemaChange change) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Schema change {Printable.Quote(change.Description)} (version {change.Before} to {change.After})"
        );
}
