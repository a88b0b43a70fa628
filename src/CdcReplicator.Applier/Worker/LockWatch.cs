using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Nodes;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Applier;

/// <summary>
/// Writes into the node what operators say of its lock, also while the node is halted: then it is to be mended by hand.
/// The node itself ends what has run out.
/// </summary>
internal sealed class LockWatch(IMetadataStore store, INode node, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly LockStore _locks = new(store, time);
    private readonly TroubleNotice _trouble = new();
    private volatile Taken? _taken;

    /// <summary>The number of the latest word that the node has; null if there is none.</summary>
    public long? Order => _taken?.Order;

    /// <summary>Until when the node takes everybody's changes, Unix ms; null if it does not now.</summary>
    public long? UnlockedUntil =>
        _taken is { } taken && taken.Until > time.GetUtcNow() ? taken.Until.ToUnixTimeMilliseconds() : null;

    /// <summary>Follows what operators say, until cancelled.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await foreach (var word in _locks.WatchAsync(node.Id, cancellationToken))
                {
                    await TakeAsync(word, cancellationToken);
                    _trouble.End();
                }
            }
            catch (ReplicationException error)
            {
                // Nothing is taken for done meanwhile, so whoever waits for it sees that it is not.
                if (_trouble.Begin())
                {
                    ApplierLog.LockNotTaken(logger, node.Id, error.Message);
                }
            }

            await Task.Delay(RetryDelay, time, cancellationToken);
        }
    }

    private async Task TakeAsync(NodeLockView word, CancellationToken cancellationToken)
    {
        var left = word.Left;
        // Before it is done: whoever may change rows is shown as one who may.
        var until = time.GetUtcNow() + left;
        if (left > TimeSpan.Zero)
        {
            _taken = new Taken(_taken?.Order, until);
        }

        var unlock = left > TimeSpan.Zero ? new NodeUnlock(left, word.Lock.By, word.Lock.Reason) : null;
        await node.UnlockAsync(unlock, cancellationToken);
        _taken = new Taken(word.Order, until);
        ApplierLog.LockTaken(logger, node.Id, left, word.Lock.By, word.Lock.Reason);
    }

    private sealed record Taken(long? Order, DateTimeOffset Until);
}
