using CdcReplicator.ChangeLog;

namespace CdcReplicator.Router;

/// <summary>The members with what was seen at the nodes themselves.</summary>
internal sealed class WatchedMembers(RouterState state, IRouterMembers members) : IRouterMembers
{
    public IReadOnlyList<MemberView> Current
    {
        get
        {
            var snapshot = state.Current;
            return
            [
                .. members.Current.Select(member =>
                    snapshot.Find(member.Status.NodeId) is { } node && node.Position > member.Status.LastAppliedSequence
                        ? member with
                        {
                            Status = member.Status with { LastAppliedSequence = node.Position },
                        }
                        : member
                ),
            ];
        }
    }

    public Task NextChange => state.NextChange;

    public ReplicationException? Fault => state.Fault;

    public IReadOnlyList<UnreadableEntry> Hidden => state.Hidden;
}
