using CdcReplicator.Bench;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class RelayFiguresTests
{
    [Fact]
    public void Report_Rounds_AreComparedOneByOne()
    {
        RelaySample[] samples =
        [
            new(RelayContender.Haproxy, 8, 1, 100, 10),
            new(RelayContender.Ours, 8, 1, 150, 8),
            new(RelayContender.Haproxy, 8, 2, 200, 12),
            new(RelayContender.Ours, 8, 2, 200, 8),
            new(RelayContender.Haproxy, 8, 3, 10, 11),
            new(RelayContender.Ours, 8, 3, 9, 8),
        ];
        var options = new RelayBenchOptions
        {
            Clients = [8],
            Seconds = 1,
            Rounds = 3,
            Scale = 1,
        };

        var report = RelayFigures.Report(options, samples, RunConditions.Now(TimeProvider.System));

        var haproxy = Assert.Single(report.Cases).Contenders[0];
        Assert.Equal(new RelayContenderFigures("haproxy", 100, 11, 1, 0.9, 1.5), haproxy);
        Assert.Null(report.Cases[0].Contenders[1].OursRatioMedian);
    }

    [Theory]
    [InlineData(
        "number of transactions actually processed: 120\nnumber of failed transactions: 0 (0.000%)\ntps = 40.5 "
            + "(without initial connection time)",
        true
    )]
    [InlineData(
        "number of transactions actually processed: 120\nnumber of failed transactions: 3 (2.5%)\ntps = 40.5 (without "
            + "initial connection time)",
        false
    )]
    [InlineData("pgbench: error: connection failed", false)]
    public void Parse_ReportOfPgbench_CountsOnlyWithoutFailures(string output, bool counts) =>
        Assert.Equal(counts ? (40.5, 120L) : null, Pgbench.Parse(output));
}
