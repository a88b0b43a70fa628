using CdcReplicator.Cluster;

namespace CdcReplicator.Cli;

/// <summary>
/// Members, looked at twice where one seems dead: on a machine under load heartbeats come late, and one that comes
/// while we look is no death.
/// </summary>
internal static class SteadyMembers
{
    /// <summary>The members, after at most <see cref="MemberStore.DeadAfter"/>.</summary>
    public static async Task<MemberList> ReadAsync(
        MemberStore store,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var members = await store.ReadAsync(cancellationToken);
            var isSteady = members.All(member => member.IsAlive || member.Status.State == NodeState.Left);
            if (isSteady || time.GetElapsedTime(started) >= MemberStore.DeadAfter)
            {
                return members;
            }

            await Task.Delay(MemberDirectory.RefreshInterval, time, cancellationToken);
        }
    }
}
