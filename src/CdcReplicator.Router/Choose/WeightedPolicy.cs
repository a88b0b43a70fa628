namespace CdcReplicator.Router;

/// <summary>At random, by the weights given; a node that returns has less of its own at first.</summary>
internal sealed class WeightedPolicy(Random random) : IReadPolicy
{
    public string Name => ReadPolicies.Weighted;

    public int Choose(ReadOnlySpan<NodeFigures> nodes)
    {
        double sum = 0;
        foreach (ref readonly var node in nodes)
        {
            sum += node.Weight * node.Warmth;
        }

        if (sum <= 0)
        {
            // Nobody else is left, so a weight of nothing keeps nobody away.
            return random.Next(nodes.Length);
        }

        var point = random.NextDouble() * sum;
        var last = 0;
        for (var i = 0; i < nodes.Length; i++)
        {
            var share = nodes[i].Weight * nodes[i].Warmth;
            if (share <= 0)
            {
                continue;
            }

            last = i;
            point -= share;
            if (point < 0)
            {
                break;
            }
        }

        return last;
    }
}
