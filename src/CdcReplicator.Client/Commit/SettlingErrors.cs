using CdcReplicator.Model;

namespace CdcReplicator.Client;

/// <summary>What a caller is told if settling a transaction fails; null for errors that are none of settling.</summary>
internal static class SettlingErrors
{
    /// <summary>Reading failed before anything was sent.</summary>
    public static ReplicationException? BeforeSending(PendingTransaction pending, Exception cause) =>
        cause switch
        {
            LogMismatchException mismatch => new PendingTransactionRefusedException(
                $"Transaction {pending} cannot be settled: the log no longer reaches back to where it was sent. "
                    + $"Nothing was sent now. {mismatch.Problem}",
                "Look into the tables for its effect; settle pending transactions sooner than the log's retention.",
                cause
            ),
            _ when IsFailedReading(cause) => ReadingFailed(pending, cause),
            _ => null,
        };

    /// <summary>Reading failed after something was sent: never a refusal.</summary>
    public static CommitOutcomeUnknownException? AfterSending(PendingTransaction pending, Exception cause) =>
        cause switch
        {
            LogMismatchException mismatch => new CommitOutcomeUnknownException(
                pending,
                $"it was sent, but what became of it can no longer be read in the log: {mismatch.Problem}",
                cause
            ),
            _ when IsFailedReading(cause) => ReadingFailed(pending, cause),
            _ => null,
        };

    /// <summary>The message that settles the transaction could not be made.</summary>
    public static CommitOutcomeUnknownException? OfEncoding(PendingTransaction pending, Exception cause) =>
        cause is OperationCanceledException or AppendOutcomeUnknownException || IsFailedReading(cause)
            ? new CommitOutcomeUnknownException(pending, $"it could not be settled: {cause.Message}", cause)
            : null;

    private static CommitOutcomeUnknownException ReadingFailed(PendingTransaction pending, Exception cause) =>
        new(pending, $"reading the log failed: {cause.Message}", cause);

    private static bool IsFailedReading(Exception cause) =>
        cause is OperationCanceledException or ReplicationException { IsTransient: true };
}
