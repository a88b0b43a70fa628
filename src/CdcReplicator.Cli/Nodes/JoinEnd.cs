namespace CdcReplicator.Cli;

/// <summary>How a command that brings a node into the cluster ends.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Text">For people.</param>
internal sealed record JoinEnd(int Code, string Text)
{
    /// <summary>What a node's status means; null: it goes on. Pure.</summary>
    /// <param name="status">What its applier said last.</param>
    /// <param name="standsBy">Whether another applier works on the node.</param>
    public static JoinEnd? Of(MemberStatus status, bool standsBy) =>
        standsBy
            ? new JoinEnd(
                ExitCodes.Failure,
                $"Another applier works on {status.NodeId}. Look at it: cdc-replicator status"
            )
            : status.State switch
            {
                NodeState.Active or NodeState.Lagging => new JoinEnd(
                    ExitCodes.Success,
                    $"{status.NodeId} serves, applied sequence {status.LastAppliedSequence}. Its applier ends with "
                        + $"this command; keep it running: cdc-replicator run --node {status.NodeId}"
                ),
                NodeState.Diverged => new JoinEnd(ExitCodes.NotHealthy, $"{status.NodeId}: {status.Reason}"),
                NodeState.Halted => new JoinEnd(ExitCodes.Failure, $"{status.NodeId}: {status.Reason}"),
                _ => null,
            };
}
