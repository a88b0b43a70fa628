namespace CdcReplicator.Cluster;

/// <summary>Digest of one bucket.</summary>
/// <param name="Depth">As <see cref="TablePart.Depth"/>.</param>
/// <param name="Index">As <see cref="TablePart.Index"/>.</param>
/// <param name="Total">All its rows together.</param>
/// <param name="Children">The buckets it is divided into; null where rows were asked for.</param>
/// <param name="Rows">
/// Its rows; null where they were not asked for, or are more than <see cref="MaxRows"/>. A list is never cut.
/// </param>
internal sealed record PartDigest(
    int Depth,
    long Index,
    BucketDigest Total,
    IReadOnlyList<BucketDigest>? Children,
    IReadOnlyList<KeyedDigest>? Rows
)
{
    /// <summary>Most keys listed for one bucket.</summary>
    public const int MaxRows = 2000;

    /// <summary>The bucket.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public TablePart Part => new(Depth, Index);
}
