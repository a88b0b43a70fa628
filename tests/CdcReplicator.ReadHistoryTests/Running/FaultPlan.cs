namespace CdcReplicator.ReadHistoryTests;

internal enum Fault
{
    /// <summary>The applier is killed and started again.</summary>
    Kill,

    /// <summary>The applier is stopped (SIGSTOP) and goes on: its node lags.</summary>
    Stop,

    /// <summary>An operator drains the node and lets it in again.</summary>
    Drain,
}

/// <summary>One step of a schedule.</summary>
internal sealed record FaultPlan(Fault Fault, int Node, TimeSpan For, TimeSpan Rest)
{
    /// <summary>The endless schedule of a seed.</summary>
    public static IEnumerable<FaultPlan> Schedule(int seed, int nodes)
    {
        // Every kind once, then every kind again, so that no run of some length is without one. Stops end before the heartbeat is missed, so that the laggard is still a candidate.
        var kinds = Enum.GetValues<Fault>();
        for (var random = new Random(seed); ; )
        {
            random.Shuffle(kinds);
            foreach (var kind in kinds)
            {
                yield return new FaultPlan(
                    kind,
                    random.Next(nodes),
                    TimeSpan.FromMilliseconds(random.Next(300, 2500)),
                    TimeSpan.FromMilliseconds(random.Next(50, 500))
                );
            }
        }
    }
}
