using CdcReplicator.Model;

namespace CdcReplicator.Router;

/// <summary>Decides whether one node may serve one read.</summary>
public static class ReadGate
{
    /// <summary>The decision; a function of its arguments alone.</summary>
    public static GateDecision Judge(RouterMember member, ReadRequirement requirement)
    {
        ArgumentNullException.ThrowIfNull(member);
        if (!Serves(member.Status.State))
        {
            return GateDecision.StateRefuses;
        }

        if (!member.IsAlive)
        {
            return GateDecision.HeartbeatLost;
        }

        return requirement.AsksForPosition && member.Status.LastAppliedSequence < requirement.Sequence
            ? GateDecision.TooFarBehind
            : GateDecision.Serves;
    }

    private static bool Serves(NodeState state) =>
        state switch
        {
            NodeState.Active or NodeState.CatchingUp or NodeState.Lagging => true,
            NodeState.Joining
            or NodeState.Seeding
            or NodeState.Failed
            or NodeState.Halted
            or NodeState.Diverged
            or NodeState.Left => false,
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown node state."),
        };
}
