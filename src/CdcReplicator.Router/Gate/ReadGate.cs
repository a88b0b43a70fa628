namespace CdcReplicator.Router;

/// <summary>Decides whether one node may serve one read.</summary>
internal static class ReadGate
{
    /// <summary>The decision; a function of its arguments alone.</summary>
    /// <param name="node">The node.</param>
    /// <param name="sequence">The sequence it must have applied; -1 asks for nothing.</param>
    public static GateDecision Judge(in GateFacts node, long sequence) =>
        !Serves(node.State) ? GateDecision.StateRefuses
        : node.IsDrained ? GateDecision.Drained
        : !node.IsAlive ? GateDecision.HeartbeatLost
        : node.Position < sequence ? GateDecision.TooFarBehind
        : !node.IsWithinLagLimit ? GateDecision.BeyondLagLimit
        : GateDecision.Serves;

    /// <summary>Whether the node is in the read set: it serves some reads, though perhaps not this one.</summary>
    public static bool IsInReadSet(in GateFacts node) =>
        Judge(node, sequence: -1) is GateDecision.Serves or GateDecision.BeyondLagLimit;

    private static bool Serves(NodeState state) =>
        state switch
        {
            NodeState.Active or NodeState.CatchingUp or NodeState.Lagging => true,
            NodeState.Joining
            or NodeState.Seeding
            or NodeState.Failed
            or NodeState.Halted
            or NodeState.Diverged
            or NodeState.Left
            or NodeState.BehindRetention => false,
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown node state."),
        };
}
