namespace CdcReplicator.Cli;

/// <summary>What a comparison of all nodes found.</summary>
/// <param name="Sequence">The position all answers belong to; -1 if there is none.</param>
/// <param name="Nodes">Nodes that were compared.</param>
/// <param name="Tables">How many tables were compared.</param>
/// <param name="Problems">Nodes that could not be compared, and why. An error is never "equal".</param>
/// <param name="Differences">Tables that differ, with keys.</param>
internal sealed record VerifyReport(
    long Sequence,
    IReadOnlyList<string> Nodes,
    int Tables,
    IReadOnlyList<string> Problems,
    IReadOnlyList<string> Differences
)
{
    /// <summary>Every node answered, and all answers are the same.</summary>
    public bool Identical => Problems.Count == 0 && Differences.Count == 0 && Nodes.Count > 0;
}
