using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;

namespace CdcReplicator.Client;

/// <summary>
/// Which nodes a writer's changes have to fit. A node that follows the log and serves reads will take the change at
/// once, so it has to have the table. Any other node keeps no writer from what the others have: it waits by itself.
/// </summary>
internal static class ServingNodes
{
    /// <summary>
    /// The tables that count; a node whose tables cannot be read keeps nobody from what the others have, because it
    /// halts at what it lacks. Where no member serves, those of all that have not left: nobody can say more then, and
    /// writers need not wait for nodes.
    /// </summary>
    public static IReadOnlyList<NodeTables> Of(IReadOnlyList<NodeTables> nodes, IReadOnlyList<MemberView> members)
    {
        var serving = Named(members.Where(Serves));
        List<NodeTables> counting = [.. nodes.Where(node => serving.Contains(node.NodeId))];
        if (counting.Count > 0)
        {
            return counting;
        }

        var left = Named(members.Where(member => member.Status.State == NodeState.Left));
        return [.. nodes.Where(node => !left.Contains(node.NodeId))];
    }

    /// <summary>Members that serve and of whom no tables are known.</summary>
    public static IReadOnlyList<string> Awaited(EntryList<NodeTables> nodes, IReadOnlyList<MemberView> members)
    {
        var awaited = Named(members.Where(Serves));
        awaited.ExceptWith(nodes.Select(node => node.NodeId));
        awaited.ExceptWith(nodes.Unreadable.Select(entry => entry.NodeId));
        return [.. awaited];
    }

    /// <summary>Whether a member follows the log and serves, so that it counts.</summary>
    public static bool Serves(MemberView member) =>
        member is { IsAlive: true, Status.State: NodeState.Active or NodeState.Lagging or NodeState.CatchingUp };

    private static HashSet<string> Named(IEnumerable<MemberView> members) =>
        members.Select(member => member.Status.NodeId).ToHashSet(StringComparer.Ordinal);
}
