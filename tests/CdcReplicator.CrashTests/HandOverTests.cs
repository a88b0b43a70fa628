using CdcReplicator.ChangeLog;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.CrashTests;

/// <summary>
/// Two applier processes of one node: whatever becomes of the one that works, the other takes over in time, and the
/// node holds exactly the log. In an order by seed: a planned stop, a kill, and standing still and coming back.
/// </summary>
public sealed class HandOverTests(ITestOutputHelper output)
{
    /// <summary>What operators are promised of a machine that is not overloaded.</summary>
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    /// <summary>One of so many has to keep it, on a machine that other tests load as well.</summary>
    private const int Attempts = 3;

    [Fact]
    public Task Applier_StoppedKilledAndStandingStill_AnotherTakesOverOnSqlite() => HandOverAsync(NodeKinds.Sqlite);

    [PostgresFact]
    public Task Applier_StoppedKilledAndStandingStill_AnotherTakesOverOnPostgres() => HandOverAsync(NodeKinds.Postgres);

    private async Task HandOverAsync(string kind)
    {
        output.WriteLine($"{kind}, CDC_SEED={CrashScenario.Seed}");
        var ends = Enum.GetValues<ApplierEnd>();
        new Random(CrashScenario.Seed).Shuffle(ends);
        await using var pair = await ApplierPair.StartAsync(new CrashScenario(kind, ChangeLogScheme.Embedded, 0));
        foreach (var end in ends)
        {
            var took = TimeSpan.MaxValue;
            for (var attempt = 0; attempt < Attempts && took >= Promised; attempt++)
            {
                took = await pair.EndAsync(end);
                output.WriteLine($"{end}: first commit of the other after {took.TotalSeconds:0.00} s");
                Assert.Empty(await pair.CheckAsync());
            }

            Assert.True(took < Promised, $"{end}: it took {took}, CDC_SEED={CrashScenario.Seed}. {pair.Errors}");
        }

        Assert.Empty(await pair.BecomeLevelAsync());
    }
}
