using CdcReplicator.Cluster;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>What a report is made of.</summary>
internal readonly record struct ApplierFacts(
    ApplierPhase Phase,
    string? Reason,
    bool MayHeal,
    NodePosition? Position,
    LogBounds? Bounds,
    bool HasUnfinishedSnapshots,
    long Applied,
    bool StandsBy
)
{
    /// <summary>What was last found of the node, or null.</summary>
    public Divergence? Finding { get; init; }

    /// <summary>At which sequence it last halted; null if at none.</summary>
    public long? HaltedAt { get; init; }

    /// <summary>Whether an operator has forgotten the node.</summary>
    public bool IsForgotten { get; init; }

    /// <summary>How long what it has not applied waits, milliseconds; null if unknown.</summary>
    public long? Lag { get; init; }

    /// <summary>Whether it has applied what the log held when this process first asked.</summary>
    public bool HasReachedFirstEnd { get; init; }

    /// <summary>How the node is being brought into the cluster; null if it is not.</summary>
    public JoinStanding? Joining { get; init; }

    /// <summary>What is said of the proof that the node owes; null if it owes none.</summary>
    public string? ProofOwed { get; init; }

    /// <summary>What was counted.</summary>
    public required ApplierTally Tally { get; init; }

    /// <summary>
    /// Whether the node holds what was found to differ. One that was filled anew since, and is not there yet, is judged
    /// anew.
    /// </summary>
    public bool IsDiverged =>
        Finding is { IsDiverged: true } finding
        && Position is { } position
        && position.LastAppliedSequence >= finding.Sequence;
}
