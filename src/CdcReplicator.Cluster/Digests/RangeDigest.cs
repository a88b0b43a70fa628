namespace CdcReplicator.Cluster;

/// <summary>What a node has in a range.</summary>
/// <param name="Through">
/// The key of the last row, if there may be more after it; null if the table was read to its end. Nodes that have other
/// rows end elsewhere, so it is compared, too.
/// </param>
/// <param name="Total">Its rows together.</param>
/// <param name="Milliseconds">How long reading took.</param>
internal sealed record RangeDigest(IReadOnlyList<long>? Through, BucketDigest Total, long Milliseconds);
