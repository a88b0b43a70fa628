namespace CdcReplicator.ReadHistoryTests;

/// <summary>One step of a schedule.</summary>
/// <param name="Fault">What happens.</param>
/// <param name="Node">To which node.</param>
/// <param name="Side">For faults of links: whose connections.</param>
/// <param name="For">How long it lasts.</param>
/// <param name="Rest">How long nothing happens afterwards.</param>
internal sealed record FaultPlan(Fault Fault, int Node, LinkSide Side, TimeSpan For, TimeSpan Rest)
{
    private const int RoundsASeeding = 3;

    /// <summary>Faults of any node.</summary>
    public static readonly Fault[] OfNodes =
    [
        Fault.Kill,
        Fault.Stop,
        Fault.Drain,
        Fault.Halt,
        Fault.Diverge,
        Fault.Seed,
    ];

    /// <summary>Faults of nodes that are servers, too.</summary>
    public static readonly Fault[] OfServers = [.. OfNodes, Fault.KillServer, Fault.StopServer, Fault.Cut, Fault.Slow];

    /// <summary>
    /// The endless schedule of a seed, in rounds of every kind once, so that a run of one round lacks none.
    /// </summary>
    public static IEnumerable<IReadOnlyList<FaultPlan>> Rounds(int seed, int nodes, IReadOnlyList<Fault> kinds)
    {
        var random = new Random(seed);
        for (var round = 0; ; round++)
        {
            // While all nodes are seeding nobody reads: not in every round.
            var shuffled = kinds.Where(kind => kind != Fault.Seed || round % RoundsASeeding == 0).ToArray();
            random.Shuffle(shuffled);
            yield return
            [
                .. shuffled.Select(kind => new FaultPlan(
                    kind,
                    random.Next(nodes),
                    (LinkSide)random.Next((int)LinkSide.Readers, (int)LinkSide.Both + 1),
                    // Stops end before the heartbeat is missed, so that the laggard is still a candidate.
                    TimeSpan.FromMilliseconds(random.Next(300, 2500)),
                    TimeSpan.FromMilliseconds(random.Next(50, 500))
                )),
            ];
        }
    }
}
