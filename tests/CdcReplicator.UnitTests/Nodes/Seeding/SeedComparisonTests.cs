using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class SeedComparisonTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(33, 2)]
    [InlineData(5_000_000, 262_144)]
    [InlineData(long.MaxValue, 1 << 20)]
    public void BucketsFor_Rows_IsAPowerOfTwoWithinBounds(long rows, int buckets) =>
        Assert.Equal(buckets, SeedComparison.BucketsFor(rows));

    [Fact]
    public void Differing_BucketOfOneSideOrOtherSumOrCount_IsFound()
    {
        var donor = Of((1, 1, 10), (2, 2, 20), (3, 1, 30), (5, 2, 0));
        var target = Of((1, 1, 10), (2, 2, 21), (4, 1, 40), (5, 4, 0));

        Assert.Equal([2, 3, 4, 5], SeedComparison.Differing(donor, target));
    }

    [Fact]
    public void Add_EqualRowTwice_IsNotLost()
    {
        var sums = Of((1, 1, 7));
        SeedComparison.Add(sums, 1, new SeedBucket(1, 7));

        Assert.Equal(new SeedBucket(2, 14), sums[1]);
    }

    private static Dictionary<int, SeedBucket> Of(params (int Bucket, long Rows, long Sum)[] buckets) =>
        buckets.ToDictionary(bucket => bucket.Bucket, bucket => new SeedBucket(bucket.Rows, bucket.Sum));
}
