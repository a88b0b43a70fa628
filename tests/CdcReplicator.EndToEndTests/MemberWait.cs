using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;

namespace CdcReplicator.EndToEndTests;

/// <summary>Waits for what members publish beside the log.</summary>
internal static class MemberWait
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until a node's status fulfils a condition; fails with the last one seen.</summary>
    /// <param name="log">The log.</param>
    /// <param name="node">The node's id.</param>
    /// <param name="condition">What is waited for.</param>
    /// <param name="check">Throws if waiting is in vain.</param>
    public static async Task<MemberStatus> UntilAsync(
        IChangeLog log,
        string node,
        Func<MemberStatus, bool> condition,
        Func<Task> check
    )
    {
        var members = new MemberStore(log.Metadata, TimeProvider.System);
        MemberStatus? last = null;
        using var patience = new CancellationTokenSource(Patience);
        while (!patience.IsCancellationRequested)
        {
            await check();
            last = (await members.ReadAsync(CancellationToken.None))
                .Select(member => member.Status)
                .FirstOrDefault(status => status.NodeId == node);
            if (last is not null && condition(last))
            {
                return last;
            }

            await Task.Delay(Poll);
        }

        throw new TimeoutException($"Node {node} did not get there; last seen: {last}");
    }

    /// <summary>
    /// Waits until a node's applier counts as dead; fails if it does not in every reading begun later than the limit.
    /// </summary>
    public static async Task UntilDeadAsync(IChangeLog log, string node, TimeSpan limit)
    {
        var members = new MemberStore(log.Metadata, TimeProvider.System);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var isLate = watch.Elapsed > limit;
            var views = await members.ReadAsync(CancellationToken.None);
            if (views.Any(view => view.Status.NodeId == node && !view.IsAlive))
            {
                return;
            }

            Xunit.Assert.False(isLate, $"The applier of {node} still counts as alive after {limit}.");
            await Task.Delay(Poll);
        }
    }
}
