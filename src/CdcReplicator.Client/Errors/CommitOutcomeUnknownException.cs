namespace CdcReplicator;

/// <summary>
/// The transaction was sent and no answer came: it may or may not be in the log. Retrying or resolving
/// <see cref="Pending"/>, here or in another process, settles it; publishing the same change as a new transaction could
/// apply it twice.
/// </summary>
public sealed class CommitOutcomeUnknownException(PendingTransaction pending, string cause, Exception? inner = null)
    : ReplicationException(
        $"Whether transaction {pending?.Publisher}:{pending?.Number} was logged is unknown: {cause}",
        "Call RetryAsync or ResolveAsync with the exception's Pending; keep its ToText() if the process may end "
            + "before that.",
        inner
    )
{
    /// <summary>What is needed to retry or resolve it.</summary>
    public PendingTransaction Pending { get; } = pending!;
}
