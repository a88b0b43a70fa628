using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;

namespace CdcReplicator.Applier;

/// <summary>
/// Removes rejections beside the log that nobody needs any more: the node's own, and those of nodes that are no
/// members. In two rounds: first the heartbeat says from where on they are kept, then they go.
/// </summary>
internal sealed class RejectionPruning(IMetadataStore store, string nodeId, VerdictFloor floor, TimeProvider time)
{
    /// <summary>How often.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    // A removal is an entry too, so they go a part at a time.
    private const int EntriesAtOnce = 1000;

    private readonly MemberStore _members = new(store, time);
    private readonly RejectionStore _rejections = new(store);

    /// <summary>Removes until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(Interval, time, cancellationToken);
            try
            {
                await RunOnceAsync(cancellationToken);
            }
            catch (ReplicationException)
            {
                // The next round does it.
            }
        }
    }

    /// <summary>One round.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var members = (await _members.ReadAsync(cancellationToken))
            .Select(member => member.Status)
            .Where(status => status.State != NodeState.Left)
            .ToDictionary(status => status.NodeId, status => status.LastAppliedSequence, StringComparer.Ordinal);
        var passedByAll = members.Values.DefaultIfEmpty(-1).Min();
        var due = (await _rejections.ListAsync(cancellationToken))
            .Where(entry => RejectionRetention.IsDue(entry, passedByAll))
            .Where(entry => entry.NodeId == nodeId || !members.ContainsKey(entry.NodeId))
            .Take(EntriesAtOnce)
            .ToList();
        var said = floor.Published ?? -1;
        await _rejections.RemoveAsync(
            due.Where(entry => entry.NodeId != nodeId || entry.Last < said),
            cancellationToken
        );
        if (due.Exists(entry => entry.NodeId == nodeId))
        {
            floor.Raise(due.Where(entry => entry.NodeId == nodeId).Max(entry => entry.Last) + 1);
        }
    }
}
