using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.BatchingTests;

/// <summary>Positive controls: histories and comparison find each of these.</summary>
public sealed class PlantedBugTests(ITestOutputHelper output)
{
    private const int Histories = 1_000;

    public static TheoryData<string> Bugs => [.. PlantedBugs.All.Select(bug => bug.Name)];

    [Theory]
    [MemberData(nameof(Bugs))]
    public Task ApplyBatch_BugPlantedOnSqlite_IsCaught(string bug) => AssertCaughtAsync(NodeKinds.Sqlite, bug);

    [PostgresTheory]
    [MemberData(nameof(Bugs))]
    public Task ApplyBatch_BugPlantedOnPostgres_IsCaught(string bug) => AssertCaughtAsync(NodeKinds.Postgres, bug);

    private async Task AssertCaughtAsync(string kind, string name)
    {
        var bug = PlantedBugs.All.Single(bug => bug.Name == name);
        await using var rigs = new HistoryRigs(kind);
        var property = new HistoryProperty(rigs, output);

        var difference = await Task.Run(() =>
            property.FindDifference(Histories, HistoryGenerator.WithoutShrinking, bug.Plant)
        );

        output.WriteLine(difference ?? "");
        Assert.NotNull(difference);
        Assert.Contains(nameof(HistoriesDifferException), difference, StringComparison.Ordinal);
    }
}
