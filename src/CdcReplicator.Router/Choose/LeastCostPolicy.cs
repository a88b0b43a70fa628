namespace CdcReplicator.Router;

/// <summary>
/// Two at random, the cheaper one wins. Better than the cheapest of all, because many routers that see the same numbers would all run to the same node.
/// </summary>
internal sealed class LeastCostPolicy(Random random) : IReadPolicy
{
    public const string PolicyName = "least-cost";

    public string Name => PolicyName;

    public int Choose(NodeView[] nodes, ReadOnlySpan<int> eligible, long now)
    {
        if (eligible.Length == 1)
        {
            return 0;
        }

        var first = random.Next(eligible.Length);
        var second = random.Next(eligible.Length - 1);
        second += second >= first ? 1 : 0;
        return CostOf(nodes[eligible[second]], now) < CostOf(nodes[eligible[first]], now) ? second : first;
    }

    private static double CostOf(NodeView node, long now)
    {
        var meter = node.Known.Meter;
        var latency = meter.Latency(now);
        // Not measured yet: only how busy it is counts.
        return NodeCost.Of(meter.InFlight, double.IsNaN(latency) ? 0 : latency, meter.Failures);
    }
}
