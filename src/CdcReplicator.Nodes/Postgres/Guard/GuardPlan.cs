namespace CdcReplicator.Nodes;

/// <summary>Decides which tables get a guard and which lose it.</summary>
internal static class GuardPlan
{
    /// <summary>Acts in every session, those that act as a replica included.</summary>
    private const char Always = 'A';

    /// <summary>What is to be done with a table.</summary>
    /// <param name="table">The table as it is.</param>
    /// <param name="guard">The node's setting.</param>
    /// <param name="isIgnored">Whether the node's applier leaves the table alone.</param>
    public static GuardStep Of(GuardedTable table, NodeGuard guard, bool isIgnored)
    {
        var isWanted = guard == NodeGuard.On && !isIgnored;
        return (isWanted, table.Trigger) switch
        {
            (true, Always) or (false, null) => GuardStep.Nothing,
            (true, _) => table.IsOwned ? GuardStep.Put : GuardStep.CannotPut,
            // A guard that nobody may remove goes on refusing; the status says so.
            (false, _) => table.IsOwned ? GuardStep.Remove : GuardStep.CannotRemove,
        };
    }
}
