using CdcReplicator.Bench;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class CatchUpFiguresTests
{
    private static readonly CatchUpOptions Options = new()
    {
        Workload = "insert",
        Log = "kafka",
        Node = "postgres",
        Baseline = "native",
        Transactions = 1_000_000,
    };

    private static readonly RunConditions Conditions = RunConditions.Now(TimeProvider.System);

    [Fact]
    public void Report_ThreePairs_ComparesPairByPairAndTakesMedians()
    {
        var report = CatchUpFigures.Report(
            Options,
            changes: 2_000_000,
            [Sample(4), Sample(5), Sample(10)],
            [Sample(8), Sample(20), Sample(20)],
            Conditions
        );

        Assert.Equal(400_000, report.ChangesPerSecond);
        Assert.Equal(200_000, report.TransactionsPerSecond);
        Assert.Equal(100_000, report.BaselineChangesPerSecond);
        Assert.Equal(2, report.RatioMedian);
        Assert.Equal(2, report.RatioMin);
        Assert.Equal(4, report.RatioMax);
        Assert.Equal(3, report.Pairs);
        Assert.True(report.FinalStateEqual);
    }

    [Fact]
    public void Report_ProcessorTime_AddsApplierAndDatabasePerMillionChanges()
    {
        var sample = Sample(4) with { ApplierCpuSeconds = 3, DatabaseCpuSeconds = 5, AllocatedBytes = 64_000_000 };

        var report = CatchUpFigures.Report(Options, changes: 2_000_000, [sample], [], Conditions);

        Assert.Equal(4, report.CpuSecondsPerMillionChanges);
        Assert.Equal(1.5, report.CpuSecondsPerMillionChangesApplier);
        Assert.Equal(2.5, report.CpuSecondsPerMillionChangesDatabase);
        Assert.Equal(32, report.AllocatedBytesPerChange);
        Assert.Null(report.BaselineChangesPerSecond);
        Assert.Null(report.RatioMedian);
    }

    [Fact]
    public void Report_ADifferenceInOneRunOfTheBaseline_IsVoid()
    {
        var report = CatchUpFigures.Report(
            Options,
            changes: 1,
            [Sample(1)],
            [Sample(1) with { Differences = ["Table items has 1 rows, expected 2 rows."] }],
            Conditions
        );

        Assert.False(report.FinalStateEqual);
        Assert.Single(report.Differences);
    }

    [Theory]
    [InlineData("insert", "sqlite", "native", false)]
    [InlineData("insert", "sqlite", "copy", false)]
    [InlineData("insert", "postgres", "raw-sqlite", false)]
    [InlineData("hot", "postgres", "copy", false)]
    [InlineData("insert", "postgres", "trusted", false)]
    public void Validate_BaselineThatDoesNotFit_SaysWhatItNeeds(
        string workload,
        string node,
        string baseline,
        bool isChecked
    )
    {
        var problem = Assert.Single(
            (Options with { Workload = workload, Node = node, Baseline = baseline, Checked = isChecked }).Validate()
        );

        Assert.Contains($"--baseline {baseline}", problem, StringComparison.Ordinal);
        Assert.Contains("needs --", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("insert", "postgres", "native", true)]
    [InlineData("insert", "postgres", "copy", false)]
    [InlineData("insert", "sqlite", "raw-sqlite", false)]
    [InlineData("hot", "sqlite", "trusted", true)]
    public void Validate_BaselineThatFits_IsContent(string workload, string node, string baseline, bool isChecked) =>
        Assert.Empty(
            (Options with { Workload = workload, Node = node, Baseline = baseline, Checked = isChecked }).Validate()
        );

    private static RunSample Sample(double seconds) =>
        new()
        {
            Seconds = seconds,
            SecondsWithStart = seconds + 1,
            DatabaseCpuSeconds = seconds,
        };
}
