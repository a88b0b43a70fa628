using System.Runtime.InteropServices;

namespace CdcReplicator.Nodes;

/// <summary>Compares what a table's buckets hold at both ends.</summary>
internal static class SeedComparison
{
    /// <summary>Rows in a bucket, about: what is copied again for each row that differs.</summary>
    private const int RowsOfBucket = 32;

    /// <summary>Buckets are held in memory for one table at a time, at 40 bytes.</summary>
    private const int MostBuckets = 1 << 20;

    /// <summary>Into how many buckets a table goes; a power of two.</summary>
    public static int BucketsFor(long rows)
    {
        var buckets = 1;
        while (buckets < MostBuckets && buckets * (long)RowsOfBucket < rows)
        {
            buckets *= 2;
        }

        return buckets;
    }

    /// <summary>Adds buckets to others.</summary>
    public static void Add(Dictionary<int, SeedBucket> all, int bucket, SeedBucket more)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(all, bucket, out _);
        sum += more;
    }

    /// <summary>The buckets that are not alike, in order.</summary>
    public static IReadOnlyList<int> Differing(
        IReadOnlyDictionary<int, SeedBucket> donor,
        IReadOnlyDictionary<int, SeedBucket> target
    ) =>
        [
            .. donor
                .Keys.Union(target.Keys)
                .Where(bucket => donor.GetValueOrDefault(bucket) != target.GetValueOrDefault(bucket))
                .Order(),
        ];

    /// <summary>
    /// Whether the table is better copied anew, in chunks, than mended: more than half of it would be copied again in
    /// one transaction.
    /// </summary>
    public static bool IsHopeless(IReadOnlyList<int> differing, int buckets) => differing.Count * 2L > buckets;
}
