namespace CdcReplicator.Cluster;

/// <summary>A node's answer to a question for rows. One with an error says nothing of any row.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Sequence">The rows are exactly those at this position.</param>
/// <param name="Error">Why there are no rows, or null.</param>
/// <param name="Tables">Tables it was asked for and has.</param>
/// <param name="Rejections">Those of the transactions asked for that it has rejected.</param>
internal sealed record RowsAnswer(
    string NodeId,
    long Sequence,
    string? Error,
    IReadOnlyList<TableRows> Tables,
    IReadOnlyList<RejectedSequence> Rejections
)
{
    /// <summary>An answer that says why there is none.</summary>
    public static RowsAnswer Failed(string node, long sequence, string error) => new(node, sequence, error, [], []);
}
