using CdcReplicator.ChangeLog;
using CdcReplicator.Router;

namespace CdcReplicator.Client;

/// <summary>The member directory beside the log, as the router wants it.</summary>
internal sealed class DirectoryMembers(MemberDirectory directory) : IRouterMembers
{
    public IReadOnlyList<RouterMember> Current =>
        [.. directory.Members.Select(view => new RouterMember(view.Status, view.IsAlive))];

    public Task NextChange => directory.Changed;
}
