using CdcReplicator.ChangeLog;
using CdcReplicator.CrashHost;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.CrashTests;

/// <summary>The crash test, the same for every kind of node and log.</summary>
internal static class ApplierCrashes
{
    public static async Task SurviveAsync(string nodeKind, ChangeLogScheme log, ITestOutputHelper output)
    {
        await using var run = await CrashRun.StartAsync(
            new CrashScenario(nodeKind, log, CrashScenario.KillsEach),
            output
        );

        Assert.Empty(await run.RunAsync());
        Assert.Equal(CrashScenario.KillsEach, run.Deaths.Values.Sum());
        // Every point equally often, so each was really passed.
        var least = CrashScenario.KillsEach / (Enum.GetValues<KillPoint>().Length + 1);
        Assert.All(Enum.GetValues<KillPoint>(), point => Assert.True(run.Deaths.GetValueOrDefault(point) >= least));
    }
}
