namespace CdcReplicator.Router;

/// <summary>One pick: the nodes that pass the gate and were not tried yet, then the policy's choice among them.</summary>
internal sealed class NodePicker(IReadPolicy policy, TimeProvider clock)
{
    private const int MaxOnStack = 64;

    /// <summary>How many times dearer the preferred node may be.</summary>
    private const double PreferenceFactor = 2;

    /// <summary>The node to try next, or null if none is left. One beyond the lag limit only if there is no other.</summary>
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
        Span<NodeFigures> figures =
            nodes.Length <= MaxOnStack ? stackalloc NodeFigures[nodes.Length] : new NodeFigures[nodes.Length];
        var count = Fill(snapshot, wanted, GateDecision.Serves, tried, kind, now, places, figures);
        if (count == 0)
        {
            count = Fill(snapshot, wanted, GateDecision.BeyondLagLimit, tried, kind, now, places, figures);
        }

        return count == 0 ? null : nodes[Choose(nodes, places[..count], figures[..count], preferred, now)];
    }

    private static int Fill(
        RouterSnapshot snapshot,
        long wanted,
        GateDecision decision,
        HashSet<string>? tried,
        string? kind,
        long now,
        Span<int> places,
        Span<NodeFigures> figures
    )
    {
        var count = 0;
        for (var i = 0; i < snapshot.Nodes.Length; i++)
        {
            var node = snapshot.Nodes[i];
            if (
                ReadGate.Judge(node.Facts(now), wanted) == decision
                && tried?.Contains(node.Id) != true
                && (kind is null || node.Status.Kind == kind)
            )
            {
                places[count] = i;
                figures[count++] = node.Figures(snapshot.End, now);
            }
        }

        return count;
    }

    // A node that failed is spared, and one read now and then sees whether it has recovered: no policy would send one there. If all have failed, a read that may
    // fail is better than none.
    private int Choose(NodeView[] nodes, Span<int> places, Span<NodeFigures> figures, string? preferred, long now)
    {
        var sound = 0;
        for (var i = 0; i < places.Length; i++)
        {
            if (figures[i].Failures == 0)
            {
                (places[i], places[sound]) = (places[sound], places[i]);
                (figures[i], figures[sound]) = (figures[sound], figures[i]);
                sound++;
            }
            else if (nodes[places[i]].Known.Meter.TryUse(now))
            {
                return places[i];
            }
        }

        var left = sound > 0 ? sound : places.Length;
        var choice = policy.Choose(figures[..left]);
        return places[Prefer(nodes, places[..left], figures, preferred, choice)];
    }

    private static int Prefer(
        NodeView[] nodes,
        ReadOnlySpan<int> places,
        ReadOnlySpan<NodeFigures> figures,
        string? preferred,
        int choice
    )
    {
        for (var i = 0; preferred is not null && i < places.Length; i++)
        {
            if (nodes[places[i]].Id == preferred)
            {
                var other = figures[choice];
                var isFair =
                    NodeCost.Of(figures[i], other.Latency) <= NodeCost.Of(other, figures[i].Latency) * PreferenceFactor;
                return isFair ? i : choice;
            }
        }

        return choice;
    }
}
