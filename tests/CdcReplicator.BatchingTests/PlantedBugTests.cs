using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.BatchingTests;

/// <summary>Positive controls: histories and comparison find each of these.</summary>
public sealed class PlantedBugTests(SharedRigs shared, ITestOutputHelper output) : IClassFixture<SharedRigs>
{
    private const int Histories = 2_000;
    private const int UnspoiltHistories = 200;

    public static TheoryData<string> Bugs => [.. PlantedBugs.All.Select(bug => bug.Name)];

    [Theory]
    [MemberData(nameof(Bugs))]
    public Task ApplyBatch_BugPlantedOnSqlite_IsCaught(string bug) => AssertCaughtAsync(NodeKinds.Sqlite, bug);

    [PostgresTheory]
    [MemberData(nameof(Bugs))]
    public Task ApplyBatch_BugPlantedOnPostgres_IsCaught(string bug) => AssertCaughtAsync(NodeKinds.Postgres, bug);

    /// <summary>Negative control: the way the bugs are planted is not what is caught.</summary>
    [Fact]
    public async Task ApplyBatch_NothingPlanted_IsNotCaught()
    {
        var none = PlantedBug.InRows("none", (_, row, _) => row);
        var property = new HistoryProperty(shared.Of(NodeKinds.Sqlite), output);

        var difference = await Task.Run(() =>
            property.FindDifference(UnspoiltHistories, HistoryGenerator.WithoutShrinking, none.Plant)
        );

        Assert.Null(difference);
    }

    [Fact]
    public async Task Shrink_PlantedBug_LeavesFewTransactions()
    {
        var bug = PlantedBugs.All[0];
        var property = new HistoryProperty(shared.Of(NodeKinds.Sqlite), output);

        var difference = await Task.Run(() =>
            property.FindDifference(Histories, HistoryGenerator.Arbitrary, bug.Plant)
        );

        output.WriteLine(difference ?? "");
        var shrunk = difference?.Split("Shrunk:")[^1] ?? "";
        Assert.InRange(shrunk.Split('\n').Count(line => line.StartsWith('#')), 1, 4);
    }

    private async Task AssertCaughtAsync(string kind, string name)
    {
        var bug = PlantedBugs.All.Single(bug => bug.Name == name);
        var property = new HistoryProperty(shared.Of(kind), output);

        var difference = await Task.Run(() =>
            property.FindDifference(Histories, HistoryGenerator.WithoutShrinking, bug.Plant)
        );

        output.WriteLine(difference ?? "");
        Assert.NotNull(difference);
        Assert.Contains(nameof(HistoriesDifferException), difference, StringComparison.Ordinal);
    }
}
