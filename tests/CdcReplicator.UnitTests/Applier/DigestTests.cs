using CdcReplicator.Applier;
using CdcReplicator.Cluster;
using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class DigestTests
{
    private static readonly PartRequest Whole = new(0, 0, WithRows: false);

    [Fact]
    public void Add_SameRowsInOtherOrder_GivesTheSameDigest()
    {
        RowDigest[] rows = [.. Rows(500)];

        Assert.Equivalent(Digest(rows, Whole), Digest([.. rows.Reverse()], Whole), strict: true);
    }

    [Fact]
    public void Add_WholeTable_ChildrenAddUpToTheirOwnDigests()
    {
        RowDigest[] rows = [.. Rows(5000)];
        var whole = Digest(rows, Whole)[0];

        var children = Digest(rows, [.. Enumerable.Range(0, KeyPath.FanOut).Select(i => new PartRequest(1, i, true))]);

        Assert.Equal(5000, whole.Total.Count);
        Assert.Equal(whole.Children, children.Select(child => child.Total));
        Assert.Equal(5000, children.Sum(child => child.Rows!.Count));
        Assert.All(whole.Children!, child => Assert.InRange(child.Count, 40, 120));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(KeyPath.MaxDepth)]
    public void Add_OneRowOther_IsOtherInItsBucketOfEveryDepth(int depth)
    {
        var part = TablePart.Of(depth, KeyPath.Of("""{"id":77}"""));
        RowDigest[] rows = [.. Rows(500)];
        var request = new PartRequest(part.Depth, part.Index, WithRows: true);
        var before = Digest(rows, request)[0];
        rows[77] = rows[77] with { Digest = 1_000_000 };

        var after = Digest(rows, request)[0];

        Assert.NotEqual(before.Total, after.Total);
        Assert.Contains(
            after.Rows!,
            row => row is { Key: """{"id":77}""", Digest: "000000000000000000000000000f4240", Count: 1 }
        );
    }

    [Fact]
    public void Add_MoreRowsThanAreListed_GivesNoListAndAnExactCount()
    {
        var part = Digest([.. Rows(PartDigest.MaxRows + 1)], Whole with { WithRows = true })[0];

        Assert.Null(part.Rows);
        Assert.Equal(PartDigest.MaxRows + 1, part.Total.Count);
    }

    [Fact]
    public void Add_ManyEqualRowsWithoutKey_AreOneEntryWithTheirCount()
    {
        var part = Digest([.. Enumerable.Repeat(new RowDigest("x", 2), 100_000)], Whole with { WithRows = true })[0];

        Assert.Equal(new KeyedDigest("x", "00000000000000000000000000030d40", 100_000), Assert.Single(part.Rows!));
    }

    [Fact]
    public void TextOf_KeysOfAnySize_AreShortAndStillTold()
    {
        var one = KeyPath.TextOf(new string('k', 100_000) + "1");
        var other = KeyPath.TextOf(new string('k', 100_000) + "2");

        Assert.NotEqual(one, other);
        Assert.InRange(one.Length, 1, 400);
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
        var request = new CheckpointRequest(
            "c1",
            [new TableRequest("public.t", ["id"], [Whole, new PartRequest(2, 9, true)])]
        );

        Assert.Equivalent(request, CheckpointRequest.TryParse(request.ToContent()), strict: true);
    }

    [Fact]
    public void TryParse_RequestOfTheVersionBefore_HasNoTables() =>
        Assert.Null(CheckpointRequest.TryParse("""{"id":"c","buckets":[]}"""u8.ToArray())!.Tables);

    private static IEnumerable<RowDigest> Rows(int count) =>
        Enumerable.Range(0, count).Select(i => new RowDigest($$"""{"id":{{i}}}""", UInt128.MaxValue / (uint)(i + 1)));

    private static IReadOnlyList<PartDigest> Digest(IEnumerable<RowDigest> rows, params PartRequest[] parts)
    {
        var digester = new TableDigester(parts);
        foreach (var row in rows)
        {
            digester.Add(row.Key, row.Digest);
        }

        return digester.ToDigests();
    }
}
