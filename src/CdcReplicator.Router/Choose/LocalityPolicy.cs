namespace CdcReplicator.Router;

/// <summary>Nodes of the own zone, the cheaper of two at random; spills over when the local one costs several times what a remote one does.</summary>
internal sealed class LocalityPolicy(Random random) : IReadPolicy
{
    /// <summary>How many times dearer a local node may be: what it takes to be worth the way.</summary>
    private const double SpillFactor = 4;

    public string Name => ReadPolicies.Locality;

    public int Choose(ReadCandidates nodes)
    {
        var local = ChooseOf(nodes, isLocal: true);
        var remote = ChooseOf(nodes, isLocal: false);
        if (local < 0 || remote < 0)
        {
            return Math.Max(local, remote);
        }

        var near = nodes[local];
        var far = nodes[remote];
        return NodeCost.Of(far, near.Latency) * SpillFactor < NodeCost.Of(near, far.Latency) ? remote : local;
    }

    private int ChooseOf(ReadCandidates nodes, bool isLocal)
    {
        var first = At(nodes, isLocal, random.Next(nodes.Count));
        if (first < 0)
        {
            return first;
        }

        var second = At(nodes, isLocal, random.Next(nodes.Count));
        return second != first && NodeCost.IsCheaper(nodes[second], nodes[first]) ? second : first;
    }

    // The first of that side from a place on, around the end; -1 if there is none.
    private static int At(ReadCandidates nodes, bool isLocal, int from)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            var place = (from + i) % nodes.Count;
            if (nodes[place].IsLocal == isLocal)
            {
                return place;
            }
        }

        return -1;
    }
}
