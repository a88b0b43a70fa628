namespace CdcReplicator.Router;

/// <summary>The node with the least lag; of several, the cheaper of two at random.</summary>
internal sealed class LeastLagPolicy(Random random) : IReadPolicy
{
    public string Name => ReadPolicies.LeastLag;

    public int Choose(ReadCandidates nodes)
    {
        var least = long.MaxValue;
        for (var i = 0; i < nodes.Count; i++)
        {
            least = Math.Min(least, nodes[i].Lag);
        }

        // Of those that are equal, each has the same chance to be the one that the next must beat.
        var best = -1;
        var seen = 0;
        var rival = -1;
        for (var i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].Lag != least)
            {
                continue;
            }

            seen++;
            if (random.Next(seen) == 0)
            {
                (best, rival) = (i, best);
            }
            else if (rival < 0 || random.Next(seen - 1) == 0)
            {
                rival = i;
            }
        }

        return rival >= 0 && NodeCost.IsCheaper(nodes[rival], nodes[best]) ? rival : best;
    }
}
