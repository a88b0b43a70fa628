using CdcReplicator.Cluster;

namespace CdcReplicator.Router;

/// <summary>Makes the next snapshot from the last one and what the members say. Used by the one writer only.</summary>
internal sealed class SnapshotBuilder(RoutingOptions options, TimeProvider clock)
{
    private readonly long _slowStart = (long)(options.SlowStart.TotalSeconds * clock.TimestampFrequency);

    public RouterSnapshot Next(RouterSnapshot? last, IReadOnlyList<MemberView> members)
    {
        var now = clock.GetTimestamp();
        var end = members.Where(member => member.IsAlive).Max(member => member.Status.LogEndOffset);
        var nodes = new NodeView[members.Count];
        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i] = Next(last, members[i], end, now);
        }

        KeepEnough(nodes, end, now);
        return new RouterSnapshot(nodes, end);
    }

    private NodeView Next(RouterSnapshot? last, MemberView member, long? end, long now)
    {
        var id = member.Status.NodeId;
        var before = last?.Find(id);
        var remaining = member.IsAlive ? MemberStore.DeadAfterOf(member.Status) - member.HeartbeatAge : TimeSpan.Zero;
        var view = new NodeView
        {
            Member = member,
            Known = before?.Known ?? new KnownNode(id, clock),
            AliveUntil = now + (long)(remaining.TotalSeconds * clock.TimestampFrequency),
            ProvedUntil = ProvedUntil(member, now),
            Lag = default,
            WarmAt = before?.WarmAt ?? now,
            SlowStart = _slowStart,
            Weight = options.Weights.GetValueOrDefault(id, 1),
            IsLocal = options.Zone is { } zone && options.Zones.GetValueOrDefault(id) == zone,
        };
        var lag = member.IsAlive ? view.LagBehind(end) : long.MaxValue;
        view = view with { Lag = LagStanding.Next(before?.Lag, lag, options, now, clock.TimestampFrequency) };
        // A node that is there when the router starts has not returned.
        var hasReturned =
            last is not null
            && ReadGate.IsInReadSet(view.Facts(now))
            && (before is null || !ReadGate.IsInReadSet(before.Facts(now)));
        return hasReturned ? view with { WarmAt = now + _slowStart } : view;
    }

    private long ProvedUntil(MemberView member, long now) =>
        options.MaxProofAge is not { } limit ? long.MaxValue
        : member.Proof?.AgeAt(clock.GetUtcNow()) is { } age
            ? now + (long)((limit - age).TotalSeconds * clock.TimestampFrequency)
        : long.MinValue;

    // Too few within the limit would have all the load, so those with the least lag help.
    private void KeepEnough(NodeView[] nodes, long? end, long now)
    {
        var missing =
            options.MinServingNodes - nodes.Count(node => ReadGate.Judge(node.Facts(now), -1) == GateDecision.Serves);
        if (missing <= 0)
        {
            return;
        }

        var beyond = Enumerable
            .Range(0, nodes.Length)
            .Where(i => ReadGate.Judge(nodes[i].Facts(now), -1) == GateDecision.BeyondLagLimit)
            .OrderBy(i => nodes[i].LagBehind(end))
            .ThenByDescending(i => nodes[i].Position)
            .Take(missing)
            .ToList();
        foreach (var i in beyond)
        {
            nodes[i] = nodes[i] with { IsKept = true };
        }
    }
}
