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
        // Which of the two is seen first depends on where the next death falls.
        Assert.Contains(violations, violation => IsDataAhead(violation) || IsDecidedTwice(violation));
    }

    private static bool IsDataAhead(string violation) =>
        violation.Contains("ahead of the position", StringComparison.Ordinal);

    // What was committed without its position is decided again, upon its own rows.
    private static bool IsDecidedTwice(string violation) =>
        violation.Contains("instead of accepted", StringComparison.Ordinal);
}
