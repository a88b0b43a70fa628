namespace CdcReplicator.Router;

/// <summary>
/// Nodes of the own zone, the cheaper of two at random; spills over when the local one costs several times what a
/// remote one does.
/// </summary>
internal sealed class LocalityPolicy(Random random) : IReadPolicy
{
    /// <summary>How many times dearer a local node may be: what it takes to be worth the way.</summary>
    private const double SpillFactor = 4;

    public string Name => ReadPolicies.Locality;

    public int Choose(ReadCandidates nodes)
    {
        var local = ChooseOf(nodes, isLocal: true, out var near);
        var remote = ChooseOf(nodes, isLocal: false, out var far);
        if (local < 0 || remote < 0)
        {
            return Math.Max(local, remote);
        }

        return NodeCost.Of(far, near.Latency) * SpillFactor < NodeCost.Of(near, far.Latency) ? remote : local;
    }

    private int ChooseOf(ReadCandidates nodes, bool isLocal, out NodeFigures chosen)
    {
        chosen = default;
        var first = At(nodes, isLocal, random.Next(nodes.Count));
        if (first < 0)
        {
            return first;
        }

        chosen = nodes[first];
        var second = At(nodes, isLocal, random.Next(nodes.Count));
        if (second == first)
        {
            return first;
        }

        var rival = nodes[second];
        if (!NodeCost.IsCheaper(rival, chosen))
        {
            return first;
        }

        chosen = rival;
        return second;
    }

    // The first of that side from a place on, around the end; -1 if there is none.
    private static int At(ReadCandidates nodes, bool isLocal, int from)
    {
        for (var place = from; place < nodes.Count; place++)
        {
            if (nodes.IsLocal(place) == isLocal)
            {
                return place;
            }
        }

        for (var place = 0; place < from; place++)
        {
            if (nodes.IsLocal(place) == isLocal)
            {
                return place;
            }
        }

        return -1;
    }
}
