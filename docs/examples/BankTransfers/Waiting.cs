using CdcReplicator;

namespace BankTransfers;

/// <summary>Following the members as they change.</summary>
internal static class Waiting
{
    /// <summary>Until so many nodes are up to date, for a program that starts together with them.</summary>
    public static async Task UntilActiveAsync(CdcCluster cluster, int count, CancellationToken cancellationToken)
    {
        await foreach (var members in cluster.WatchMembersAsync(cancellationToken))
        {
            if (members.Count(member => member.IsAlive && member.Status.State == NodeState.Active) >= count)
            {
                return;
            }
        }
    }
}
