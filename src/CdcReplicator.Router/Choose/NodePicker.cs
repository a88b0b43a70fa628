namespace CdcReplicator.Router;

/// <summary>
/// One pick: the nodes that pass the gate and were not tried yet, then the policy's choice among them.
/// </summary>
internal sealed class NodePicker(IReadPolicy policy, TimeProvider clock)
{
    private const int MaxOnStack = 64;

    /// <summary>
    /// How many times dearer the preferred node may be: a session that leaves a node must ask it first what it has seen
    /// there, which takes as long as a read.
    /// </summary>
    private const double PreferenceFactor = 4;

    /// <summary>With the policy the options name, or that of their owner's making.</summary>
    public static NodePicker For(RoutingOptions options, Random random, TimeProvider clock) =>
        new(options.CustomPolicy ?? ReadPolicies.Create(options.Policy, random), clock);

    /// <summary>
    /// The node to try next, or null if none is left. One beyond the lag limit only if there is no other.
    /// </summary>
    /// <param name="snapshot">The nodes.</param>
    /// <param name="wanted">The sequence they must have applied.</param>
    /// <param name="preferred">A node to stay with if that is not much dearer; null for none.</param>
    /// <param name="tried">Nodes that this read has tried already; null for none.</param>
    /// <param name="kind">The kind they must be of; null for any.</param>
    public NodeView? Pick(
        RouterSnapshot snapshot,
        long wanted,
        string? preferred,
        HashSet<string>? tried,
        string? kind = null
    )
    {
        var nodes = snapshot.Nodes;
        var now = clock.GetTimestamp();
        Span<int> places = nodes.Length <= MaxOnStack ? stackalloc int[nodes.Length] : new int[nodes.Length];
        var count = Pass(nodes, wanted, GateDecision.Serves, tried, kind, now, places);
        if (count == 0)
        {
            count = Pass(nodes, wanted, GateDecision.BeyondLagLimit, tried, kind, now, places);
        }

        return count == 0 ? null : nodes[Choose(snapshot, places[..count], preferred, now)];
    }

    private static int Pass(
        NodeView[] nodes,
        long wanted,
        GateDecision decision,
        HashSet<string>? tried,
        string? kind,
        long now,
        Span<int> places
    )
    {
        var count = 0;
        for (var i = 0; i < nodes.Length; i++)
        {
            if (
                ReadGate.Judge(nodes[i].Facts(now), wanted) == decision
                && (tried is null || !tried.Contains(nodes[i].Id))
                && (kind is null || nodes[i].Status.Kind == kind)
            )
            {
                places[count++] = i;
            }
        }

        return count;
    }

    // A node that failed is spared, and one read now and then sees whether it has recovered: no policy would send one
    // there. If all have failed, a read that may fail is better than none.
    private int Choose(RouterSnapshot snapshot, Span<int> places, string? preferred, long now)
    {
        var nodes = snapshot.Nodes;
        var sound = 0;
        for (var i = 0; i < places.Length; i++)
        {
            var meter = nodes[places[i]].Known.Meter;
            if (meter.Failures == 0)
            {
                (places[i], places[sound]) = (places[sound], places[i]);
                sound++;
            }
            else if (meter.TryUse(now))
            {
                return places[i];
            }
        }

        var left = places[..(sound > 0 ? sound : places.Length)];
        var candidates = new ReadCandidates(nodes, left, snapshot.End, now);
        var choice = policy.Choose(candidates);
        return left[preferred is null ? choice : Prefer(nodes, left, candidates, preferred, choice)];
    }

    private static int Prefer(
        NodeView[] nodes,
        ReadOnlySpan<int> places,
        ReadCandidates candidates,
        string preferred,
        int choice
    )
    {
        for (var i = 0; i < places.Length; i++)
        {
            if (nodes[places[i]].Id == preferred)
            {
                var (own, other) = (candidates[i], candidates[choice]);
                var isFair = NodeCost.Of(own, other.Latency) <= NodeCost.Of(other, own.Latency) * PreferenceFactor;
                return isFair ? i : choice;
            }
        }

        return choice;
    }
}
