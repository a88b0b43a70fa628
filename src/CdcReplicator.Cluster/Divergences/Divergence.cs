namespace CdcReplicator.Cluster;

/// <summary>What was last found of a node: that it differs from the others, or that it does not.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="IsDiverged">
/// True: it differs and gets no reads. False: it did and does no longer; said by a value, because a removal can be
/// missed by whoever was cut off.
/// </param>
/// <param name="Sequence">
/// Diverged: the first sequence that shows it. Else: up to which sequence the node counts as right; what is found of
/// earlier ones is of no matter.
/// </param>
/// <param name="Since">When it was found, by the finder's clock; for people.</param>
/// <param name="FoundBy">Who found it: see <see cref="DivergenceFinder"/>.</param>
/// <param name="Reason">What differs, and what to do; a sentence or two for people.</param>
/// <param name="Table">The table of the first difference, if it is known.</param>
/// <param name="Key">The key of its row as JSON in key order, if it is known.</param>
internal sealed record Divergence(
    string NodeId,
    bool IsDiverged,
    long Sequence,
    DateTimeOffset Since,
    DivergenceFinder FoundBy,
    string Reason,
    TableName? Table = null,
    string? Key = null
)
{
    /// <summary>
    /// Before any sequence: stands for one that cannot be read. No verdict of such a node counts.
    /// </summary>
    public const long UnknownSequence = -1;
}
