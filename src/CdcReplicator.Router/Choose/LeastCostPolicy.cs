namespace CdcReplicator.Router;

/// <summary>
/// Two at random, the cheaper one wins. Better than the cheapest of all, because many routers that see the same numbers
/// would all run to the same node.
/// </summary>
internal sealed class LeastCostPolicy(Random random) : IReadPolicy
{
    /// <summary>
    /// One in so many picks takes whichever was drawn first. A node that was slow shows only by being used that it no
    /// longer is; so many are too few to show in a percentile.
    /// </summary>
    private const int ExploreOneIn = 4096;

    public string Name => ReadPolicies.LeastCost;

    public int Choose(ReadCandidates nodes)
    {
        if (nodes.Count == 1)
        {
            return 0;
        }

        var first = random.Next(nodes.Count);
        var second = random.Next(nodes.Count - 1);
        second += second >= first ? 1 : 0;
        return NodeCost.IsCheaper(nodes[second], nodes[first]) && random.Next(ExploreOneIn) != 0 ? second : first;
    }
}
