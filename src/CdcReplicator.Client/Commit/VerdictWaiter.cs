using CdcReplicator.Cluster;
using CdcReplicator.Router;

namespace CdcReplicator.Client;

/// <summary>Waits until a writer may be told what became of its transaction.</summary>
internal sealed class VerdictWaiter(ReadRouter router, RejectionStore rejections, TimeSpan timeout, TimeProvider clock)
{
    /// <summary>The answer; a rejection is a return value here.</summary>
    /// <exception cref="DurabilityNotReachedException">
    /// Not enough nodes in time, or they did not agree, or waiting was cancelled. The transaction is logged.
    /// </exception>
    public async Task<VerdictAnswer> WaitAsync(
        CommitReceipt logged,
        Durability durability,
        CancellationToken cancellationToken
    )
    {
        using var timer = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        var members = router.Nodes;
        using var watching = router.WatchPositions();
        VerdictPoll? poll = null;
        IReadOnlyList<NodeVote>? votes = null;
        try
        {
            // Where nodes disagree, others that have not decided, or are not members yet, may settle it; so this goes
            // on until the time is up.
            while (true)
            {
                var news = members.NextChange;
                var next = VerdictPoll.Take(members.Current, logged.Sequence);
                votes = poll is not null && next.IsDecidedBySame(poll) ? votes : null;
                poll = next;
                if (ClusterVerdict.MayDecide(poll, durability))
                {
                    votes ??= await ReadAsync(poll, logged.Sequence, either.Token).ConfigureAwait(false);
                    var answer = ClusterVerdict.Decide(poll, votes, durability);
                    if (answer.IsSettled)
                    {
                        return answer;
                    }
                }

                await news.WaitAsync(either.Token).ConfigureAwait(false);
            }
        }
        catch (Exception cause) when (cause is OperationCanceledException or LogUnavailableException)
        {
            var why =
                cause is LogUnavailableException ? $"its verdict could not be read: {cause.Message}"
                : cancellationToken.IsCancellationRequested ? "waiting was cancelled"
                : $"waited {timeout.TotalSeconds:0.###} s";
            var missing = ClusterVerdict.Missing(
                poll ?? VerdictPoll.Take(members.Current, logged.Sequence),
                votes,
                durability
            );
            throw new DurabilityNotReachedException(logged, durability, $"{missing} ({why})", cause);
        }
    }

    private async Task<IReadOnlyList<NodeVote>> ReadAsync(
        VerdictPoll poll,
        long sequence,
        CancellationToken cancellationToken
    )
    {
        var found = await rejections.FindAsync(sequence, cancellationToken).ConfigureAwait(false);
        return [.. poll.Decided.Select(node => NodeVote.Of(node.Status, found, sequence))];
    }
}
