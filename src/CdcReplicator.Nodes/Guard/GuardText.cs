namespace CdcReplicator.Nodes;

/// <summary>What is said of a guard, alike on every kind of node.</summary>
internal static class GuardText
{
    /// <summary>SQLSTATE of a refusal. The class is not the standard's, and PostgreSQL has none of that name.</summary>
    public const string SqlState = "RG001";

    /// <summary>Why a change is refused.</summary>
    public const string Refusal =
        "Replicated tables are changed through the log alone, and this change comes round it: the node would differ "
        + "from the others.";

    /// <summary>What to do instead.</summary>
    /// <param name="nodeId">The node.</param>
    public static string Remedy(string nodeId) =>
        "Write through the SDK (CdcCluster.WriteAsync). To change this node alone: "
        + $"cdc-replicator node unlock {nodeId} --for 15m --reason TEXT";

    /// <summary>That tables are not guarded, in one sentence; null if there are none.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="because">Why, with what to do.</param>
    public static string? Unguarded(IReadOnlyList<string> tables, string because) =>
        tables.Count == 0 ? null : $"unguarded: {NodeFaults.Some(tables)}: {because}";
}
