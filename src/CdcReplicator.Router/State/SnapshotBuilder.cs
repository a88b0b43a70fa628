using CdcReplicator.ChangeLog;

namespace CdcReplicator.Router;

/// <summary>Makes the next snapshot from the last one and what the members say. Used by the one writer only.</summary>
internal sealed class SnapshotBuilder(TimeProvider clock)
{
    public RouterSnapshot Next(RouterSnapshot last, IReadOnlyList<RouterMember> members)
    {
        var now = clock.GetTimestamp();
        var nodes = new NodeView[members.Count];
        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i] = Next(last.Find(members[i].Status.NodeId), members[i], now);
        }

        return new RouterSnapshot(nodes);
    }

    private NodeView Next(NodeView? last, RouterMember member, long now)
    {
        var known = last?.Known ?? new KnownNode(member.Status.NodeId, clock);
        var remaining = member.IsAlive ? MemberStore.DeadAfter - member.HeartbeatAge : TimeSpan.Zero;
        var aliveUntil = now + (long)(remaining.TotalSeconds * clock.TimestampFrequency);
        var view = new NodeView(member.Status, known, aliveUntil, member.IsDrained, last?.ServingSince ?? now);
        var served = last is not null && ReadGate.Judge(last.Facts(now), -1) == GateDecision.Serves;
        var serves = ReadGate.Judge(view.Facts(now), -1) == GateDecision.Serves;
        return serves && !served ? view with { ServingSince = now } : view;
    }
}
