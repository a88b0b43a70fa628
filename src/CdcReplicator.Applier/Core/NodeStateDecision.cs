using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>The state of a node that is open and follows its log, from facts.</summary>
internal static class NodeStateDecision
{
    /// <param name="position">What it has committed.</param>
    /// <param name="bounds">What the log holds, or null if unknown: unknown lag is infinite.</param>
    /// <param name="hasUnfinishedSnapshots">Whether a snapshot it depends on has begun and not ended.</param>
    /// <param name="wasLevel">Whether it has been level with the log since it was opened.</param>
    /// <param name="lagBound">Milliseconds by log time.</param>
    public static NodeState Decide(
        NodePosition position,
        LogBounds? bounds,
        bool hasUnfinishedSnapshots,
        bool wasLevel,
        long lagBound
    )
    {
        if (hasUnfinishedSnapshots)
        {
            return NodeState.Seeding;
        }

        if (IsLevel(position, bounds, lagBound))
        {
            return NodeState.Active;
        }

        return wasLevel ? NodeState.Lagging : NodeState.CatchingUp;
    }

    /// <summary>Whether nothing older than the bound is unapplied.</summary>
    public static bool IsLevel(NodePosition position, LogBounds? bounds, long lagBound) =>
        bounds is { } known
        && (
            position.LastAppliedSequence + 1 >= known.EndOffset
            || (known.EndTime is { } endTime && position.LogTime > 0 && endTime - position.LogTime <= lagBound)
        );
}
