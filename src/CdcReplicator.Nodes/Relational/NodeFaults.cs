using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Faults of a node that the engine itself finds.</summary>
internal static class NodeFaults
{
    private const int MaxNamed = 5;

    /// <summary>Another role owns the node's state, or a part of it.</summary>
    public static NodeFaultException StateOfAnother(string foreign) =>
        Mendable(
            $"The state schema cdc_replicator is not the applier's own: {foreign}.",
            "If that is as it should be, give it to the applier's role (ALTER SCHEMA ... OWNER TO, ALTER TABLE ... "
                + "OWNER TO), or make the role a member of the owner; else drop what a stranger made."
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

    /// <summary>Names things in order; of many only the first.</summary>
    public static string Some(IEnumerable<string> things)
    {
        string[] all = [.. things.Order(StringComparer.Ordinal)];
        var more = all.Length > MaxNamed ? $" and {all.Length - MaxNamed} more" : "";
        return string.Join(", ", all.Take(MaxNamed)) + more;
    }

    /// <summary>A fault that lasts until somebody mends the node or the log goes on.</summary>
    public static NodeFaultException Mendable(string problem, string remedy, Exception? inner = null) =>
        new(problem, remedy, isTransient: false, code: null, inner) { MayHeal = true };
}
