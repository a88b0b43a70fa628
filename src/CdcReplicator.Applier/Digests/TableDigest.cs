namespace CdcReplicator.Applier;

/// <summary>Digest of one table.</summary>
/// <param name="Table"><c>schema.table</c>.</param>
/// <param name="Buckets">Its <see cref="BucketCount"/> buckets.</param>
/// <param name="Rows">Rows of the buckets that were asked for by name, at most <see cref="MaxRows"/>; empty if none were.</param>
/// <param name="RowsTruncated">Whether there were more.</param>
public sealed record TableDigest(
    string Table,
    IReadOnlyList<BucketDigest> Buckets,
    IReadOnlyList<KeyedDigest> Rows,
    bool RowsTruncated
)
{
    /// <summary>Buckets per table.</summary>
    public const int BucketCount = 64;

    /// <summary>Most rows listed per table.</summary>
    public const int MaxRows = 1000;
}
