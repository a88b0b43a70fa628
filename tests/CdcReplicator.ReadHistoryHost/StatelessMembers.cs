using CdcReplicator.Router;

namespace CdcReplicator.ReadHistory;

/// <summary>Plants <see cref="PlantedBug.StateIgnored"/>: every node looks active, and nobody drained.</summary>
internal sealed class StatelessMembers(IRouterMembers members) : IRouterMembers
{
    public IReadOnlyList<MemberView> Current =>
        [
            .. members.Current.Select(member =>
                member with
                {
                    Status = member.Status with { State = NodeState.Active },
                    IsDrained = false,
                }
            ),
        ];

    public Task NextChange => members.NextChange;
}
