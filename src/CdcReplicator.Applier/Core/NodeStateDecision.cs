namespace CdcReplicator.Applier;

/// <summary>The state of a node that is open and follows its log, from facts.</summary>
internal static class NodeStateDecision
{
    /// <param name="lag">
    /// Milliseconds that the oldest record it has not applied waits; null if unknown: unknown lag is infinite.
    /// </param>
    /// <param name="hasReachedFirstEnd">
    /// Whether it has applied what the log held when its applier came: how long that has waited, nobody knows.
    /// </param>
    /// <param name="hasUnfinishedSnapshots">Whether a snapshot it depends on has begun and not ended.</param>
    /// <param name="wasLevel">Whether it has been level with the log since its applier came.</param>
    /// <param name="lagBound">Milliseconds that something may wait at a node that is level.</param>
    public static NodeState Decide(
        long? lag,
        bool hasReachedFirstEnd,
        bool hasUnfinishedSnapshots,
        bool wasLevel,
        long lagBound
    )
    {
        if (hasUnfinishedSnapshots)
        {
            return NodeState.Seeding;
        }

        if (lag <= lagBound && hasReachedFirstEnd)
        {
            return NodeState.Active;
        }

        return wasLevel ? NodeState.Lagging : NodeState.CatchingUp;
    }
}
