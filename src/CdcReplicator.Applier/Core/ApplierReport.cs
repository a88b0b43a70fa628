using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>What an applier has to say of its node.</summary>
/// <param name="State">The node's state.</param>
/// <param name="Reason">Why, if there is something to say.</param>
/// <param name="Position">What is committed; null if the node has not been opened yet.</param>
/// <param name="LogEndOffset">The log's end as last seen; null if unknown.</param>
/// <param name="AppliedTransactions">Transactions applied since the start.</param>
/// <param name="OpenTransactions">Open transactions of connectors, for people.</param>
/// <param name="StandsBy">Whether another applier serves the node, whose status must not be overwritten.</param>
internal sealed record ApplierReport(
    NodeState State,
    string? Reason,
    NodePosition? Position,
    long? LogEndOffset,
    long AppliedTransactions,
    IReadOnlyList<string> OpenTransactions,
    bool StandsBy
)
{
    /// <summary>Whether an operator has forgotten the node: then nothing may be published of it.</summary>
    public bool IsForgotten { get; init; }

    /// <summary>
    /// The first sequence that shows that the node differs from the others; null if it is not known to.
    /// </summary>
    public long? DiffersFrom { get; init; }

    /// <summary>Of a halted node the sequence at which it is halted; null if there is none.</summary>
    public long? HaltedAt { get; init; }

    /// <summary>How far the node's filling is; null if it is not being filled.</summary>
    public SeedReport? Seed { get; init; }

    /// <summary>What was counted since the start.</summary>
    public required ApplierTally Tally { get; init; }

    /// <summary>
    /// How long the oldest record that is not applied waits, milliseconds: 0 if none does, null if unknown.
    /// </summary>
    public long? LagMilliseconds { get; init; }
}
