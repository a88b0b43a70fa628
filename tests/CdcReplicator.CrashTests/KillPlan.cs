using System.Globalization;
using CdcReplicator.CrashHost;

namespace CdcReplicator.CrashTests;

/// <summary>
/// How one applier process dies: by itself at a point's n-th pass, or killed from outside after a while
/// (<see cref="KillPoint.None"/>).
/// </summary>
internal sealed record KillPlan(KillPoint Point, int Pass, TimeSpan After)
{
    private const int LongestLife = 1200;

    /// <summary>Every point equally often, and as often as two of them at a random moment, in random order.</summary>
    public static IReadOnlyList<KillPlan> Draw(Random random, int kills)
    {
        KillPoint[] points = [.. Enum.GetValues<KillPoint>(), KillPoint.None];
        var plans = Enumerable.Range(0, kills).Select(i => Draw(random, points[i % points.Length])).ToArray();
        random.Shuffle(plans);
        return plans;
    }

    public override string ToString() =>
        Point == KillPoint.None
            ? string.Create(CultureInfo.InvariantCulture, $"from outside after {After.TotalMilliseconds} ms")
            : string.Create(CultureInfo.InvariantCulture, $"at {Point}, pass {Pass}");

    private static KillPlan Draw(Random random, KillPoint point) =>
        new(
            point,
            point switch
            {
                KillPoint.MidRows => 1 + random.Next(30),
                KillPoint.BeforeRejection or KillPoint.AfterRejection => 1,
                _ => 1 + random.Next(4),
            },
            TimeSpan.FromMilliseconds(random.Next(LongestLife))
        );
}
