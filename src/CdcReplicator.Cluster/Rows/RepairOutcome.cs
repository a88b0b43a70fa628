namespace CdcReplicator.Cluster;

/// <summary>What became of a repair. One with an error has written nothing.</summary>
/// <param name="NodeId">The node that was to be repaired.</param>
/// <param name="Sequence">The position at which it was.</param>
/// <param name="Error">Why nothing was written, or null.</param>
/// <param name="Written">Keys whose rows were written anew.</param>
/// <param name="Deleted">Keys whose rows were deleted.</param>
/// <param name="Same">Keys whose rows were the same already.</param>
/// <param name="LeftOut">Keys that were not looked at; they count as different.</param>
internal sealed record RepairOutcome(
    string NodeId,
    long Sequence,
    string? Error,
    long Written,
    long Deleted,
    long Same,
    long LeftOut
)
{
    /// <summary>An outcome that says why there is none.</summary>
    public static RepairOutcome Failed(string node, long sequence, string error) =>
        new(node, sequence, error, 0, 0, 0, 0);
}
