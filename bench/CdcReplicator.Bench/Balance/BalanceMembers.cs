using CdcReplicator.ChangeLog;
using CdcReplicator.Router;

namespace CdcReplicator.Bench;

/// <summary>
/// The nodes as a router's members. They have no appliers: what is compared is the choice among nodes that all are
/// fresh.
/// </summary>
internal sealed class BalanceMembers(IReadOnlyList<BalanceNode> nodes) : IRouterMembers
{
    private readonly NewsSignal _change = new();

    public IReadOnlyList<MemberView> Current =>
        [
            .. nodes
                .Where(node => node.IsMember)
                .Select(node => new MemberView(node.Status, TimeSpan.Zero, IsAlive: true)),
        ];

    public Task NextChange => _change.Next;

    /// <summary>Tells that a node came or went; also a heartbeat, without which members age out.</summary>
    public void Tell() => _change.Ring();
}
