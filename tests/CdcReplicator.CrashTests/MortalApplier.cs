using System.Globalization;
using CdcReplicator.CrashHost;
using CdcReplicator.Testing;

namespace CdcReplicator.CrashTests;

/// <summary>Processes of one applier, one life after the other.</summary>
internal sealed class MortalApplier(CrashScenario scenario, string log, NodeUnderTest node, TempFolder folder)
{
    private const int WritesPerLife = 14;
    private const int MoreWrites = 4;
    private const int SigKilled = 128 + 9;

    /// <summary>How long anything may take on a busy machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan BeforeMoreWrites = TimeSpan.FromSeconds(3);

    /// <summary>A process that dies at that point's n-th pass; at <see cref="KillPoint.None"/> it does not.</summary>
    public CrashHostProcess Start(KillPoint point = KillPoint.None, int pass = 0)
    {
        var number = pass.ToString(CultureInfo.InvariantCulture);
        string[] planted = scenario.PlantsBug ? ["separate-position"] : [];
        return CrashHostProcess.Start([
            "applier",
            log,
            node.Kind,
            node.ConnectionString,
            folder.At("spool"),
            point.ToString(),
            number,
            .. planted,
        ]);
    }

    /// <summary>A life from start to death, with enough writes to come to its end.</summary>
    public async Task LiveAsync(KillPlan plan, AppendListWorkload workload)
    {
        using var applier = Start(plan.Point, plan.Pass);
        workload.Allow(WritesPerLife);
        if (plan.Point == KillPoint.None)
        {
            await applier.WaitForFirstLineAsync(Patience);
            await Task.Delay(plan.After);
            await applier.KillAsync();
            return;
        }

        var started = TimeProvider.System.GetTimestamp();
        while (!await HasDiedAsync(applier, plan))
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException($"{Seeded(plan)}: it never came there. {applier.Errors}");
            }

            workload.Allow(MoreWrites);
        }
    }

    private static async Task<bool> HasDiedAsync(CrashHostProcess applier, KillPlan plan)
    {
        int code;
        try
        {
            code = await applier.WaitForExitAsync(BeforeMoreWrites);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        return code == SigKilled && applier.Lines.Contains(KillSwitch.LastWords + plan.Point)
            ? true
            : throw new InvalidOperationException($"{Seeded(plan)}: it ended with {code}. {applier.Errors}");
    }

    private static string Seeded(KillPlan plan) => $"Kill {plan}, CDC_SEED={CrashScenario.Seed}";
}
