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
        // Every death is looked at, so this is seen before anything is decided again upon what was left behind.
        Assert.Contains(violations, violation => violation.Contains("ahead of the position", StringComparison.Ordinal));
    }
}
