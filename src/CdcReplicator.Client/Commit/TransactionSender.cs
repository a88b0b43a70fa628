using CdcReplicator.ChangeLog;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Client;

/// <summary>
/// Publishes transactions and answers with their sequence, or says that nothing was published, or that the outcome is unknown; never guesses.
/// See DESIGN.md.
/// </summary>
internal sealed class TransactionSender(
    IChangeLog log,
    SdkTransactionEncoder encoder,
    IPublisherNumbers numbers,
    FateReader fates,
    int maxUnanswered,
    TimeProvider clock,
    ILogger logger
) : IDisposable
{
    private const int MaxAttempts = 3;

    private readonly SemaphoreSlim _slots = new(maxUnanswered);
    private readonly SemaphoreSlim _order = new(1);
    private long _knownEnd;

    /// <summary>Tells that the log reaches up to here, so that what is sent from now on stands behind it.</summary>
    public void LearnEnd(long endOffset)
    {
        long known;
        while (endOffset > (known = Volatile.Read(ref _knownEnd)))
        {
            Interlocked.CompareExchange(ref _knownEnd, endOffset, known);
        }
    }

    /// <summary>Publishes a transaction; returns its sequence.</summary>
    /// <exception cref="CommitOutcomeUnknownException">It was sent and no answer came.</exception>
    public async Task<long> SendAsync(IReadOnlyList<TableChange> changes, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var (number, pending, append) = await BeginAsync(changes, cancellationToken).ConfigureAwait(false);
            try
            {
                return await ConfirmAsync(
                        pending,
                        await AnswerAsync(pending, append, cancellationToken).ConfigureAwait(false),
                        cancellationToken
                    )
                    .ConfigureAwait(false);
            }
            catch (CommitOutcomeUnknownException)
            {
                numbers.LeaveOpen(number);
                throw;
            }
            catch (Exception error) when (IsCertainlyNotAppended(error))
            {
                numbers.GiveBack(number);
                throw;
            }
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Sends the records of a transaction whose outcome is unknown once more; returns the sequence of the first delivery that counts.</summary>
    /// <exception cref="TransactionAbandonedException">It was resolved before as having no effect.</exception>
    /// <exception cref="CommitOutcomeUnknownException">Still no answer.</exception>
    public async Task<long> ResendAsync(PendingTransaction pending, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var receipt = await AnswerAgainAsync(pending, Append(pending.Records), cancellationToken)
                .ConfigureAwait(false);
            if (await FindAsync(pending, receipt.LastOffset, cancellationToken).ConfigureAwait(false) is { } sequence)
            {
                return sequence;
            }

            ClientLog.SentTooSlowly(logger, pending.Publisher, pending.Number);
        }

        throw new CommitOutcomeUnknownException(
            pending,
            $"sending it took longer than the cluster's transaction timeout ({log.Settings.TransactionTimeout}) {MaxAttempts} times."
        );
    }

    /// <summary>Appends a record that settles the transaction and reads what came first.</summary>
    public async Task<TransactionFate> SettleAsync(
        PendingTransaction pending,
        RecordToAppend abandon,
        CancellationToken cancellationToken
    )
    {
        var receipt = await AnswerAgainAsync(pending, Append([abandon]), cancellationToken).ConfigureAwait(false);
        return await ReadFateAsync(pending, receipt.LastOffset, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException(
                $"The abandon message of {pending} at offset {receipt.LastOffset} was not found in the log."
            );
    }

    public void Dispose()
    {
        _slots.Dispose();
        _order.Dispose();
    }

    // One at a time up to the start of the append: so numbers rise in the log, and what waits for them stays short on the nodes.
    private async Task<(PublisherNumber, PendingTransaction, Task<AppendReceipt>)> BeginAsync(
        IReadOnlyList<TableChange> changes,
        CancellationToken cancellationToken
    )
    {
        await _order.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var number = await numbers.TakeAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var now = clock.GetUtcNow();
                var records = await encoder
                    .EncodeAsync(number.Publisher, number.Number, now, changes, cancellationToken)
                    .ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                var pending = new PendingTransaction(
                    log.Settings.Log,
                    number.Publisher,
                    number.Number,
                    now,
                    Volatile.Read(ref _knownEnd),
                    records
                );
                return (number, pending, Append(records));
            }
            catch
            {
                numbers.GiveBack(number);
                throw;
            }
        }
        finally
        {
            _order.Release();
        }
    }

    // Not cancellable: a record that is on its way cannot be called back, and what becomes of it must be learned if it can be.
    private async Task<AppendReceipt> Append(IReadOnlyList<RecordToAppend> records)
    {
        var receipt = await log.AppendAsync(records, CancellationToken.None).ConfigureAwait(false);
        LearnEnd(receipt.LastOffset + 1);
        return receipt;
    }

    private static async Task<AppendReceipt> AnswerAsync(
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

    // That this attempt was not appended says nothing about the attempts before.
    private static async Task<AppendReceipt> AnswerAgainAsync(
        PendingTransaction pending,
        Task<AppendReceipt> append,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await AnswerAsync(pending, append, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (IsCertainlyNotAppended(cause))
        {
            throw new CommitOutcomeUnknownException(pending, cause.Message, cause);
        }
    }

    // The appliers abort a transaction whose last record was appended too long after its first. Far from the limit, the two times prove that it was not;
    // near it, clocks of the log that differ could, so the log is read.
    private async Task<long> ConfirmAsync(
        PendingTransaction pending,
        AppendReceipt receipt,
        CancellationToken cancellationToken
    )
    {
        var took = receipt.LastAppendTime - receipt.FirstAppendTime;
        if (took <= log.Settings.TransactionTimeout.TotalMilliseconds / 2)
        {
            return receipt.LastOffset;
        }

        if (await FindAsync(pending, receipt.LastOffset, cancellationToken).ConfigureAwait(false) is { } sequence)
        {
            return sequence;
        }

        ClientLog.SentTooSlowly(logger, pending.Publisher, pending.Number);
        return await ResendAsync(pending, cancellationToken).ConfigureAwait(false);
    }

    private async Task<long?> FindAsync(PendingTransaction pending, long upTo, CancellationToken cancellationToken) =>
        await ReadFateAsync(pending, upTo, cancellationToken).ConfigureAwait(false) is not { } fate ? null
        : fate.Sequence is { } sequence ? sequence
        : throw new TransactionAbandonedException(pending.Publisher, pending.Number);

    private async Task<TransactionFate?> ReadFateAsync(
        PendingTransaction pending,
        long upTo,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await fates.ReadAsync(pending, upTo, cancellationToken).ConfigureAwait(false);
        }
        catch (LogMismatchException cause)
        {
            throw new PendingTransactionRefusedException(
                $"Transaction {pending} cannot be settled: the log no longer reaches back to where it was sent. {cause.Problem}",
                "Look into the tables for its effect; settle pending transactions sooner than the log's retention.",
                cause
            );
        }
        catch (Exception cause) when (cause is OperationCanceledException or ReplicationException { IsTransient: true })
        {
            throw new CommitOutcomeUnknownException(pending, $"reading the log failed: {cause.Message}", cause);
        }
    }

    private static bool IsCertainlyNotAppended(Exception error) =>
        error is RecordTooLargeException or LogUnavailableException;

    private static void ObserveLater(Task append) =>
        append.ContinueWith(
            task => _ = task.Exception,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
}
