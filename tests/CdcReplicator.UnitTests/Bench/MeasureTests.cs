using CdcReplicator.Bench;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class MeasureTests
{
    [Theory]
    [InlineData(3, new double[] { 5, 3, 1 })]
    [InlineData(2.5, new double[] { 4, 1, 3, 2 })]
    [InlineData(7, new double[] { 7 })]
    public void Median_AnyOrder_IsTheMiddle(double expected, double[] samples) =>
        Assert.Equal(expected, SampleStatistics.Median(samples));

    [Theory]
    [InlineData(0.5, 50)]
    [InlineData(0.99, 99)]
    [InlineData(0.999, 100)]
    [InlineData(1, 100)]
    [InlineData(0, 1)]
    public void Percentile_OneToHundred_IsTheNearestRank(double share, double expected) =>
        Assert.Equal(
            expected,
            SampleStatistics.Percentile([.. Enumerable.Range(1, 100).Select(i => (double)i)], share)
        );

    [Fact]
    public void TicksIn_CommandWithBlanksAndParentheses_AddsTheFourTimes()
    {
        var stat = "77 (post) gres: (x) S 1 77 77 0 -1 4194560 900 0 5 0 10 20 300 4000 20 0 1 0 8 9";

        Assert.Equal(4330, ProcessTreeCpu.TicksIn(stat));
    }

    [Fact]
    public void SecondsOf_NoSuchProcess_IsZero() => Assert.Equal(0, ProcessTreeCpu.SecondsOf(int.MaxValue));

    [Fact]
    public void LatencyFigures_WarmUp_DoesNotCount()
    {
        var figures = new LatencyFigures(
            [new LatencySample(9, 900), new LatencySample(1, 2), new LatencySample(3, 4)],
            1
        );

        Assert.Equal(2, figures.Count);
        Assert.Equal(2, figures.P50);
        Assert.Equal(4, figures.Max);
        Assert.Equal(1, figures.AcknowledgeP50);
    }

    [Fact]
    public void DifferencesFrom_OneTableDiffers_NamesItAndBothSides()
    {
        var expected = new StateDigest(new Dictionary<string, string> { ["a"] = "1 rows", ["b"] = "2 rows" });
        var found = new StateDigest(new Dictionary<string, string> { ["a"] = "1 rows", ["b"] = "3 rows" });

        var difference = Assert.Single(found.DifferencesFrom(expected));

        Assert.Equal("Table b has 3 rows, expected 2 rows.", difference);
        Assert.Empty(expected.DifferencesFrom(expected));
    }
}
