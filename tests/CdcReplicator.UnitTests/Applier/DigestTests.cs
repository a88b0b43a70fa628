using CdcReplicator.Applier;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class DigestTests
{
    private static readonly TableName Table = new("public", "t");

    [Fact]
    public void Add_SameRowsInOtherOrder_GivesTheSameDigest()
    {
        RowDigest[] rows =
        [
            .. Enumerable.Range(0, 500).Select(i => new RowDigest($"[{i}]", UInt128.MaxValue / (uint)(i + 1))),
        ];

        Assert.Empty(Differences(Digest(rows), Digest([.. rows.Reverse()])));
    }

    [Fact]
    public void FindDifferences_OneRowOther_NamesItsBucketAlone()
    {
        RowDigest[] rows = [.. Enumerable.Range(0, 500).Select(i => new RowDigest($"[{i}]", (UInt128)(uint)i))];
        RowDigest[] changed = [.. rows];
        changed[77] = changed[77] with { Digest = 1_000_000 };

        var difference = Assert.Single(Differences(Digest(rows), Digest(changed)));

        Assert.Equal(new BucketRef("public.t", TableDigester.BucketOf("[77]")), difference);
        Assert.Contains(
            Digest(changed, difference.Bucket).Rows,
            row => row.Key == "[77]" && row.Digest == "000000000000000000000000000f4240"
        );
    }

    [Fact]
    public void FindDifferences_TableOnlyOneNodeHas_AreAllItsBuckets()
    {
        var with = new NodeDigest("c", "a", 1, null, [Digest([])]);
        var without = new NodeDigest("c", "b", 1, null, []);

        Assert.Equal(TableDigest.BucketCount, DigestComparison.FindDifferences([with, without]).Count);
    }

    [Fact]
    public void Add_MoreRowsThanListed_SaysSo()
    {
        var bucket = TableDigester.BucketOf("[1]");
        var digest = Digest([.. Enumerable.Repeat(new RowDigest("[1]", 1), TableDigest.MaxRows + 1)], bucket);

        Assert.Equal(TableDigest.MaxRows, digest.Rows.Count);
        Assert.True(digest.RowsTruncated);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("""{"id":""}""")]
    public void TryParse_NoRequest_IsNull(string json) =>
        Assert.Null(CheckpointRequest.TryParse(System.Text.Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void TryParse_OwnContent_RoundTrips()
    {
        var request = new CheckpointRequest("c1", [new BucketRef("public.t", 3)]);

        var read = CheckpointRequest.TryParse(request.ToContent())!;

        Assert.Equal("c1", read.Id);
        Assert.Equal(request.Buckets, read.Buckets);
    }

    private static IReadOnlyList<BucketRef> Differences(TableDigest a, TableDigest b) =>
        DigestComparison.FindDifferences([
            new NodeDigest("c", "a", 1, null, [a]),
            new NodeDigest("c", "b", 1, null, [b]),
        ]);

    private static TableDigest Digest(IEnumerable<RowDigest> rows, params int[] wanted)
    {
        var digester = new TableDigester(Table, wanted.ToHashSet());
        foreach (var row in rows)
        {
            digester.Add(row);
        }

        return digester.ToDigest();
    }
}
