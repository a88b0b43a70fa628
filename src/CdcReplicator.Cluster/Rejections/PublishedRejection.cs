namespace CdcReplicator.Cluster;

/// <summary>
/// A rejected transaction, for the writer that waits for its verdict and for nodes that compare theirs.
/// </summary>
/// <param name="Sequence">The transaction's sequence.</param>
/// <param name="Publisher">Who published the transaction; empty if it has no name.</param>
/// <param name="Rejection">Why.</param>
internal sealed record PublishedRejection(long Sequence, string Publisher, Rejection Rejection);
