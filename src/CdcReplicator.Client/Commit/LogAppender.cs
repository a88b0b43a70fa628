using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.Client;

/// <summary>
/// Appends records and tells apart what is certain of the answer: appended, certainly not appended, or unknown.
/// </summary>
internal sealed class LogAppender(IChangeLog log)
{
    private long _knownEnd;

    public ClusterSettings Settings => log.Settings;

    /// <summary>The log reaches at least up to here, so that what is sent from now on stands after it.</summary>
    public long KnownEnd => Volatile.Read(ref _knownEnd);

    /// <summary>Whether nothing of an attempt that ended so was appended.</summary>
    public static bool IsCertainlyNotAppended(Exception error) =>
        error is RecordTooLargeException or LogUnavailableException or LogRefusedException or LogMismatchException;

    /// <summary>Tells that the log reaches up to here.</summary>
    public void LearnEnd(long endOffset)
    {
        long known;
        while (endOffset > (known = KnownEnd))
        {
            Interlocked.CompareExchange(ref _knownEnd, endOffset, known);
        }
    }

    /// <summary>
    /// Appends. Not cancellable: a record on its way cannot be called back, and what becomes of it must be learned.
    /// </summary>
    public async Task<AppendReceipt> AppendAsync(IReadOnlyList<RecordToAppend> records)
    {
        var receipt = await log.AppendAsync(records, CancellationToken.None).ConfigureAwait(false);
        LearnEnd(receipt.LastOffset + 1);
        return receipt;
    }

    /// <summary>Waits for the answer of a first attempt.</summary>
    /// <exception cref="CommitOutcomeUnknownException">There is none, or not yet.</exception>
    public static async Task<AppendReceipt> AnswerAsync(
        PendingTransaction pending,
        Task<AppendReceipt> append,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await append.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException cause)
        {
            ObserveLater(append);
            throw new CommitOutcomeUnknownException(pending, "waiting was cancelled after it was sent.", cause);
        }
        catch (Exception cause) when (!IsCertainlyNotAppended(cause))
        {
            throw new CommitOutcomeUnknownException(pending, cause.Message, cause);
        }
    }

    /// <summary>
    /// Appends something about a transaction that was sent before. That this was not appended says nothing about what
    /// was.
    /// </summary>
    /// <exception cref="CommitOutcomeUnknownException">However it fails.</exception>
    public async Task<AppendReceipt> AppendAgainAsync(
        PendingTransaction pending,
        IReadOnlyList<RecordToAppend> records,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await AnswerAsync(pending, AppendAsync(records), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (IsCertainlyNotAppended(cause))
        {
            throw new CommitOutcomeUnknownException(pending, cause.Message, cause);
        }
    }

    private static void ObserveLater(Task append) =>
        append.ContinueWith(
            task => _ = task.Exception,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
}
