using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;

namespace CdcReplicator.Lifecycle;

/// <summary>Which nodes are compared, and why the others are not.</summary>
internal static class NodesAsked
{
    /// <summary>Whether a member reads the log up to a new record, so that it answers.</summary>
    public static bool CanAnswer(IReadOnlyList<MemberView> members, string nodeId) =>
        members.Any(member => member.Status.NodeId == nodeId && CanAnswer(member));

    /// <summary>The members that are not asked.</summary>
    public static IReadOnlyList<NotCompared> NotAsked(
        IReadOnlyList<MemberView> members,
        EntryList<NodeTables> tables
    ) =>
        [
            .. members
                .Where(member => member.Status.State != NodeState.Left)
                .Select(member => (member.Status.NodeId, Reason: WhyNot(member, tables)))
                .Where(member => member.Reason is not null)
                .Select(member => new NotCompared(member.NodeId, member.Reason!, ByChoice: false)),
        ];

    /// <summary>A node that has nobody to be compared with.</summary>
    public static NotCompared Alone(NodeTables node) =>
        new(node.NodeId, "no other node can be compared with it. Start another applier", ByChoice: false);

    /// <summary>The nodes that were asked and gave no digests.</summary>
    public static IEnumerable<NotCompared> Unanswered(IReadOnlyList<string> asked, IReadOnlyList<NodeDigest> answers) =>
        from node in asked
        let answer = answers.FirstOrDefault(answer => answer.NodeId == node)
        where answer is not { Error: null }
        select new NotCompared(
            node,
            answer?.Error ?? "no answer in time. Wait until it has caught up, or give a longer --timeout",
            ByChoice: false
        );

    private static bool CanAnswer(MemberView member) =>
        member.IsAlive
        && member.Status.State
            is not (NodeState.Left or NodeState.Halted or NodeState.Failed or NodeState.BehindRetention);

    private static string? WhyNot(MemberView member, EntryList<NodeTables> tables) =>
        !member.IsAlive ? "its applier gives no sign of life. Start it again"
        : !CanAnswer(member) ? $"it is {member.Status.State.ToString().ToLowerInvariant()}: {member.Status.Reason}"
        : tables.Unreadable.FirstOrDefault(entry => entry.NodeId == member.Status.NodeId) is { } unreadable
            ? $"what tables it has is unknown: {unreadable.Problem} {unreadable.Remedy}"
        : tables.All(node => node.NodeId != member.Status.NodeId) ? "its applier has not published its tables yet"
        : null;
}
