namespace CdcReplicator.Router;

/// <summary>What the gate looks at.</summary>
/// <param name="State">The node's state.</param>
/// <param name="IsAlive">Whether its heartbeat is recent at this moment.</param>
/// <param name="IsDrained">Whether an operator has drained it.</param>
/// <param name="IsWithinLagLimit">Whether it is within the lag limit, or kept for reads although it is not.</param>
/// <param name="Position">A sequence it has applied; -1 if none is known.</param>
internal readonly record struct GateFacts(
    NodeState State,
    bool IsAlive,
    bool IsDrained,
    bool IsWithinLagLimit,
    long Position
)
{
    /// <summary>Whether its proof is young enough, or none is asked for.</summary>
    public bool IsProved { get; init; } = true;
}
