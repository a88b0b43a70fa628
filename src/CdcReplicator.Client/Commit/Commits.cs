namespace CdcReplicator.Client;

/// <summary>
/// Commits, retries and settles transactions over the parts of a cluster. <see cref="ClusterLifetime"/> ends its calls.
/// </summary>
internal sealed class Commits(ClusterParts parts)
{
    public async Task<CommitReceipt> RetryAsync(
        PendingTransaction pending,
        Durability durability,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(pending);
        var sequence = await parts.Settler.ResendAsync(pending, cancellationToken).ConfigureAwait(false);
        parts.Numbers.Settle(new PublisherNumber(pending.Publisher, pending.Number));
        var isRemembered = await parts.IsRememberedAsync(pending, cancellationToken).ConfigureAwait(false);
        return await FinishAsync(new LoggedTransaction(sequence, isRemembered), durability, cancellationToken)
            .ConfigureAwait(false);
    }

    public async Task<Resolution> ResolveAsync(PendingTransaction pending, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pending);
        var fate = await parts
            .Settler.SettleAsync(pending, stop => parts.EncodeAbandonAsync(pending, stop), cancellationToken)
            .ConfigureAwait(false);
        parts.Numbers.Settle(new PublisherNumber(pending.Publisher, pending.Number));
        return new Resolution(
            fate.Sequence,
            fate.Sequence is { } sequence ? new SessionToken(parts.Log.Settings.Log, sequence) : null
        );
    }

    public async Task<CommitReceipt> CommitAsync(
        CdcTransaction transaction,
        Durability durability,
        CancellationToken cancellationToken
    )
    {
        if (transaction.Changes.Count == 0)
        {
            throw new InvalidWriteException(
                null,
                null,
                "The transaction has no changes.",
                "Add one before committing."
            );
        }

        var changes = await ChangeDrafts
            .BuildAsync(parts.Tables, transaction.Changes, cancellationToken)
            .ConfigureAwait(false);
        parts.LearnEndFromMembers();
        var sent = await parts.Sender.SendAsync(changes, cancellationToken).ConfigureAwait(false);
        return await FinishAsync(sent, durability, cancellationToken).ConfigureAwait(false);
    }

    private async Task<CommitReceipt> FinishAsync(
        LoggedTransaction sent,
        Durability durability,
        CancellationToken cancellationToken
    )
    {
        var sequence = sent.Sequence;
        var logged = new CommitReceipt(sequence, new SessionToken(parts.Log.Settings.Log, sequence), Verdict: null);
        if (!durability.WaitsForNodes)
        {
            if (sent.IsRemembered)
            {
                return logged;
            }

            durability = Durability.Applied(1);
        }

        var answer = await parts.Verdicts.WaitAsync(logged, durability, cancellationToken).ConfigureAwait(false);
        return answer.Verdict?.Rejection is { } rejection
            ? throw new TransactionRejectedException(sequence, rejection, answer.Undecided)
            : logged with
            {
                Verdict = answer.Verdict,
            };
    }
}
