using CdcReplicator.Router;
using Xunit;
using Xunit.Abstractions;
using static CdcReplicator.UnitTests.Router.PickSimulation;

namespace CdcReplicator.UnitTests.Router;

/// <summary>
/// The default policy against what others do, where nodes differ. Simulated; the same comparison with real nodes is
/// <c>bench reads</c>.
/// </summary>
public class LeastCostTests(ITestOutputHelper output)
{
    private const double Seconds = 20;

    private static readonly (string Name, bool TimesFailures, Func<PickSimulation, int> Pick)[] Others =
    [
        ("round-robin", false, RoundRobin()),
        ("least in flight", false, LeastInFlight),
        ("plain peak EWMA", true, PlainPeakEwma),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Choose_OneNodeIsTwentyTimesSlower_IsNoWorseThanOthers(int seed) =>
        Compare(seed, Node(), Node(), Node(_ => 20));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Choose_OneNodeTurnsSlowMidway_IsNoWorseThanOthers(int seed) =>
        Compare(seed, Node(), Node(), Node(now => now > Seconds / 2 ? 20 : 1));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Choose_OneNodeFailsFast_AttractsNoTraffic(int seed)
    {
        var ours = Compare(seed, Node(), Node(), Node(isFailing: now => now > 1));

        Assert.True(ours.Success >= 0.9999, ours.ToString());
    }

    [Fact]
    public void Choose_FailingNodeHeals_IsUsedAgainWithinTheLongestRest()
    {
        var simulation = New(7, Node(), Node(), Node(isFailing: now => now is > 1 and < 3));

        var outcome = simulation.Run(20, s => s.PickAsRouter());

        output.WriteLine($"seed 7: {outcome}");
        Assert.True(outcome.Picks[2] > outcome.Picks.Sum() / 5, outcome.ToString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Choose_OneNodeReturnsCold_IsNoWorseThanOthers(int seed) =>
        // As if its caches were filled by the first reads: twenty times slower at first, warm after five seconds.
        Compare(seed, Node(), Node(), Node(now => Math.Max(1, 20 - (now * 4))));

    private PickOutcome Compare(int seed, params Func<NodeView, SimulatedNode>[] nodes)
    {
        var ours = New(seed, nodes).Run(Seconds, simulation => simulation.PickAsRouter());
        output.WriteLine($"seed {seed}  {ReadPolicies.LeastCost, -16} {ours}");
        foreach (var (name, timesFailures, pick) in Others)
        {
            var theirs = New(seed, nodes).Run(Seconds, pick, timesFailures);
            output.WriteLine($"seed {seed}  {name, -16} {theirs}");
            // What is left over is noise of the draw between runs that behave alike.
            Assert.True(ours.Throughput >= theirs.Throughput * 0.98, name);
            Assert.True(ours.P99 <= theirs.P99 * 1.05, name);
            Assert.True(ours.Success >= theirs.Success, name);
        }

        return ours;
    }

    private static PickSimulation New(int seed, params Func<NodeView, SimulatedNode>[] nodes) =>
        new(seed, new RoutingOptions(), nodes);

    private static Func<PickSimulation, int> RoundRobin()
    {
        var next = 0;
        return simulation => next++ % simulation.Nodes.Length;
    }

    private static int LeastInFlight(PickSimulation simulation)
    {
        var least = simulation.Nodes.Min(node => node.Meter.InFlight);
        var idlest = Enumerable
            .Range(0, simulation.Nodes.Length)
            .Where(i => simulation.Nodes[i].Meter.InFlight == least)
            .ToList();
        return idlest[simulation.Random.Next(idlest.Count)];
    }

    private static int PlainPeakEwma(PickSimulation simulation)
    {
        var now = simulation.Clock.GetTimestamp();
        var first = simulation.Random.Next(simulation.Nodes.Length);
        var second = (first + 1 + simulation.Random.Next(simulation.Nodes.Length - 1)) % simulation.Nodes.Length;
        return Cost(second) < Cost(first) ? second : first;

        double Cost(int i)
        {
            var meter = simulation.Nodes[i].Meter;
            var latency = meter.Latency(now);
            return (double.IsNaN(latency) ? 0 : latency) * (meter.InFlight + 1);
        }
    }
}
