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
        var kills = CrashScenario.KillsOn(log);
        await using var run = await CrashRun.StartAsync(new CrashScenario(nodeKind, log, kills), output);

        Assert.Empty(await run.RunAsync());
        Assert.Equal(kills, run.Deaths.Values.Sum());
        // Every point equally often, so each was really passed.
        var least = kills / (Enum.GetValues<KillPoint>().Length + 1);
        Assert.All(Enum.GetValues<KillPoint>(), point => Assert.True(run.Deaths.GetValueOrDefault(point) >= least));
    }
}
