using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.ReadHistory;

namespace CdcReplicator.ReadHistoryTests;

/// <summary>Waits for nodes to be shown in a state, and notes the times in which no router may choose them.</summary>
internal sealed class ClosedTimes(IChangeLog log)
{
    // How long news may take to every router.
    private static readonly TimeSpan NewsTakes = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly List<ClosedInterval> _times = [];

    public IReadOnlyList<ClosedInterval> All => _times;

    public MemberStore Members { get; } = new(log.Metadata, TimeProvider.System);

    /// <summary>Waits until all of these nodes are shown in the state.</summary>
    public async Task UntilAsync(IReadOnlyCollection<string> nodes, NodeState state)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var members = await Members.ReadAsync(CancellationToken.None);
            if (
                members.Count(member => nodes.Contains(member.Status.NodeId) && member.Status.State == state)
                == nodes.Count
            )
            {
                return;
            }

            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException(
                    $"Not all of {string.Join(", ", nodes)} became {state}: "
                        + string.Join("; ", members.Select(member => $"{member.Status}, {member.HeartbeatAge} old"))
                );
            }

            await Task.Delay(Poll);
        }
    }

    /// <summary>
    /// Takes its time while these nodes, of which that has been said, are closed. Whoever calls lets them in again
    /// afterwards.
    /// </summary>
    public async Task PassAsync(IEnumerable<string> nodes, string why, TimeSpan time)
    {
        await Task.Delay(NewsTakes);
        var from = TimeProvider.System.GetTimestamp();
        await Task.Delay(time);
        var until = TimeProvider.System.GetTimestamp();
        _times.AddRange(nodes.Select(node => new ClosedInterval(node, from, until, why)));
    }
}
