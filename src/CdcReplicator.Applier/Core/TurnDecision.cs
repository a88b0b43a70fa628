using CdcReplicator.Cluster;

namespace CdcReplicator.Applier;

/// <summary>
/// Whose turn it is to work on a node. An applier lives as long as it gives signs of life: an idle log moves no
/// position, and a halted or paused node moves none either. Mistakes are harmless: the fence lets only one commit.
/// Pure.
/// </summary>
internal static class TurnDecision
{
    /// <param name="self">This applier.</param>
    /// <param name="said">Who said last that it works on the node; null if nobody did.</param>
    /// <param name="heard">Whose heartbeat is the node's last; null if there is none.</param>
    /// <param name="silence">How long the other one has given no sign of life.</param>
    /// <param name="deadAfter">After how long it counts as dead.</param>
    /// <param name="isGone">Whether the other one's process is known to have ended.</param>
    public static NodeTurn Decide(
        string self,
        Serving? said,
        string? heard,
        TimeSpan silence,
        TimeSpan deadAfter,
        bool isGone
    )
    {
        if (said is { HasLeft: false } && said.ApplierId == self)
        {
            return NodeTurn.Own;
        }

        // One that said so and has left may be followed by one of a version that says nothing.
        var left = said is { HasLeft: true } ? said.ApplierId : null;
        var other = left is null && said is not null ? said.ApplierId : heard;
        return other is null || other == self || other == left || isGone || silence > deadAfter
            ? NodeTurn.Free
            : NodeTurn.Others;
    }
}
