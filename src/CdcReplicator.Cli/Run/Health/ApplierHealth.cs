using CdcReplicator.Applier;

namespace CdcReplicator.Cli;

/// <summary>Whether an applier moves, and whether its node follows the log.</summary>
/// <param name="Node">Its node.</param>
/// <param name="State">The node's state; null before the applier has said anything.</param>
/// <param name="Reason">Why it is in that state, if there is something to say.</param>
/// <param name="Live">Whether the applier moves.</param>
/// <param name="Ready">Whether the node follows its log, or this applier stands by for another.</param>
internal sealed record ApplierHealth(string Node, string? State, string? Reason, bool Live, bool Ready)
{
    /// <summary>
    /// An applier reports each half second, through any outage. One that is silent for so long hangs.
    /// </summary>
    public static readonly TimeSpan HangsAfter = TimeSpan.FromMinutes(1);

    /// <summary>So long ago, what an applier said is still true.</summary>
    public static readonly TimeSpan BelievedFor = TimeSpan.FromSeconds(5);

    /// <summary>As an applier of this process says.</summary>
    public static ApplierHealth Of(ApplierPulse pulse) => Judge(pulse.NodeId, pulse.Status, pulse.StandsBy, pulse.Age);

    /// <summary>Judges what an applier said and how long ago.</summary>
    public static ApplierHealth Judge(string node, MemberStatus? status, bool standsBy, TimeSpan age)
    {
        var follows =
            status is { State: NodeState.Active or NodeState.CatchingUp or NodeState.Lagging, LogEndOffset: not null };
        return new ApplierHealth(
            node,
            standsBy ? "standby" : status?.State.ToString(),
            status?.Reason,
            Live: age < HangsAfter,
            Ready: age < BelievedFor && (standsBy || follows)
        );
    }
}
