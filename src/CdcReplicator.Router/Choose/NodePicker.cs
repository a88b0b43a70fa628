namespace CdcReplicator.Router;

/// <summary>One pick: the nodes that pass the gate and were not tried yet, then the policy's choice among them.</summary>
internal sealed class NodePicker(IReadPolicy policy, TimeProvider clock)
{
    private const int MaxOnStack = 128;

    /// <summary>The node to try next, or null if none is left.</summary>
    /// <param name="snapshot">The nodes.</param>
    /// <param name="wanted">The sequence they must have applied.</param>
    /// <param name="tried">Nodes that this read has tried already; null for none.</param>
    public NodeView? Pick(RouterSnapshot snapshot, long wanted, HashSet<string>? tried)
    {
        var nodes = snapshot.Nodes;
        var now = clock.GetTimestamp();
        Span<int> eligible = nodes.Length <= MaxOnStack ? stackalloc int[nodes.Length] : new int[nodes.Length];
        var count = 0;
        for (var i = 0; i < nodes.Length; i++)
        {
            if (
                ReadGate.Judge(nodes[i].Facts(now), wanted) == GateDecision.Serves
                && tried?.Contains(nodes[i].Id) != true
            )
            {
                eligible[count++] = i;
            }
        }

        return count == 0 ? null : Choose(nodes, eligible[..count], now);
    }

    // A node that failed is spared for a while, unless there is no other: then a read that may fail is better than none.
    private NodeView Choose(NodeView[] nodes, Span<int> eligible, long now)
    {
        var left = eligible;
        while (true)
        {
            var place = policy.Choose(nodes, left, now);
            var node = nodes[left[place]];
            if (node.Known.Meter.TryUse(now))
            {
                return node;
            }

            if (left.Length == 1)
            {
                return nodes[eligible[0]];
            }

            (left[place], left[^1]) = (left[^1], left[place]);
            left = left[..^1];
        }
    }
}
