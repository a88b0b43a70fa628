using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using CdcReplicator.Router;

namespace CdcReplicator.Client;

/// <summary>Waits until as many nodes as asked for have decided a transaction, and fetches the verdict.</summary>
internal sealed class VerdictWaiter(ReadRouter router, RejectionStore rejections, TimeSpan timeout, TimeProvider clock)
{
    /// <summary>The verdict; a rejection is a return value here. Null if it is kept no longer.</summary>
    /// <exception cref="DurabilityNotReachedException">
    /// Not enough nodes in time, or waiting was cancelled, or the nodes decided differently. The transaction is logged.
    /// </exception>
    public async Task<Verdict?> WaitAsync(
        CommitReceipt logged,
        Durability durability,
        CancellationToken cancellationToken
    )
    {
        using var timer = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        var members = router.Nodes;
        using var watching = router.WatchPositions();
        try
        {
            while (true)
            {
                var news = members.NextChange;
                if (NodesAwaited.Missing(members.Current, durability, logged.Sequence) is null)
                {
                    break;
                }

                await news.WaitAsync(either.Token).ConfigureAwait(false);
            }

            // Taken before the rejections are read. They are published before the position that covers them: what is not there by now never will be.
            var current = members.Current;
            var found = await rejections.FindAsync(logged.Sequence, either.Token).ConfigureAwait(false);
            return ClusterVerdict.Disagreement(current, found, logged.Sequence) is { } disagreement
                ? throw new DurabilityNotReachedException(logged, durability, disagreement)
                : ClusterVerdict.Of(current, found, logged.Sequence);
        }
        catch (Exception cause) when (cause is OperationCanceledException or LogUnavailableException)
        {
            var missing =
                NodesAwaited.Missing(members.Current, durability, logged.Sequence) ?? "its verdict could not be read";
            var why =
                cause is LogUnavailableException ? cause.Message
                : cancellationToken.IsCancellationRequested ? "waiting was cancelled"
                : $"waited {timeout.TotalSeconds:0.###} s";
            throw new DurabilityNotReachedException(logged, durability, $"{missing} ({why})", cause);
        }
    }
}
