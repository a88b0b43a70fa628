using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class SeedRangesTests
{
    private const long Start = long.MinValue;
    private const long End = long.MaxValue;

    [Fact]
    public void Merge_RangesThatTouchInAnyOrder_AreOne() =>
        Assert.Equal(
            [new SeedRange(Start, 20), new SeedRange(30, 40)],
            SeedRanges.Merge([new SeedRange(10, 20), new SeedRange(30, 40), new SeedRange(Start, 10)])
        );

    [Fact]
    public void Left_OfRanges_IsAllElseUpToBothEnds()
    {
        Assert.Equal([SeedRange.Whole], SeedRanges.Left([]));
        Assert.Empty(SeedRanges.Left([SeedRange.Whole]));
        Assert.Equal(
            [new SeedRange(Start, 5), new SeedRange(10, 20), new SeedRange(30, End)],
            SeedRanges.Left([new SeedRange(5, 10), new SeedRange(20, 30)])
        );
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(25, 10)]
    [InlineData(30, 10)]
    [InlineData(1_000, 7)]
    public void Cut_AnyTable_CoversItWithoutGapsAndStaysOpen(long places, long piece)
    {
        var pieces = SeedRanges.Cut([SeedRange.Whole], places, piece).ToArray();

        Assert.Equal(SeedRange.Whole, Assert.Single(SeedRanges.Merge(pieces)));
        Assert.True(pieces[^1].IsOpen);
        Assert.All(pieces.Zip(pieces.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.Equal(Math.Max(1, (places + piece - 1) / piece), pieces.Length);
    }
}
