namespace CdcReplicator.Cli;

/// <summary>What is measured of a node.</summary>
/// <param name="Member">The node's member.</param>
internal sealed record NodeFacts(MemberView Member)
{
    /// <summary>What its applier said last.</summary>
    public MemberStatus Status => Member.Status;

    /// <summary>Whether another applier works on the node, and this one waits.</summary>
    public bool StandsBy { get; init; }

    /// <summary>How old its proof is; null if it has none.</summary>
    public TimeSpan? ProofAge { get; init; }

    /// <summary>Whether its position is known: not before its applier has read it.</summary>
    public bool IsPositionKnown => Status.State != NodeState.Joining && Status.LastAppliedSequence >= 0;

    /// <summary>Records behind the log's end as its applier last saw it; null if that is not known now.</summary>
    public long? LagRecords =>
        Member.IsAlive
        && Status.State != NodeState.Joining
        && Status.LogEndOffset is { } end
        && Member.LagRecords(end) is var lag and < MemberView.UnknownLag
            ? lag
            : null;

    /// <summary>
    /// How long the oldest record that it has not applied waits, in seconds; null if that is not known now.
    /// </summary>
    public double? LagSeconds => LagRecords is not null ? Status.LagMilliseconds / 1000.0 : null;
}
