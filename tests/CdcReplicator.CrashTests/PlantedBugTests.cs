using CdcReplicator.ChangeLog;
using CdcReplicator.Nodes;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.CrashTests;

public sealed class PlantedBugTests(ITestOutputHelper output)
{
    private const int Kills = 30;

    [Fact]
    public async Task Applier_PositionCommittedApartFromTheData_IsCaught()
    {
        await using var run = await CrashRun.StartAsync(
            new CrashScenario(NodeKinds.Sqlite, ChangeLogScheme.Embedded, Kills, PlantsBug: true),
            output
        );

        var violations = await run.RunAsync();

        output.WriteLine(string.Join('\n', violations));
        // Killed at the very first commit, it leaves rows where there should be none yet.
        Assert.Contains(
            violations,
            violation =>
                violation.Contains("ahead of the position", StringComparison.Ordinal)
                || violation.Contains("unexpected row", StringComparison.Ordinal)
        );
    }
}
