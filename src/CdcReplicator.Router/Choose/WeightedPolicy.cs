namespace CdcReplicator.Router;

/// <summary>At random, by the weights given; a node that returns has less of its own at first.</summary>
internal sealed class WeightedPolicy(Random random) : IReadPolicy
{
    public string Name => ReadPolicies.Weighted;

    public int Choose(ReadCandidates nodes)
    {
        double sum = 0;
        for (var i = 0; i < nodes.Count; i++)
        {
            sum += ShareOf(nodes[i]);
        }

        if (sum <= 0)
        {
            // Nobody else is left, so a weight of nothing keeps nobody away.
            return random.Next(nodes.Count);
        }

        var point = random.NextDouble() * sum;
        var last = 0;
        for (var i = 0; i < nodes.Count; i++)
        {
            var share = ShareOf(nodes[i]);
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

    private static double ShareOf(in NodeFigures node) => node.Weight * node.Warmth;
}
