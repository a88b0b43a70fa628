using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Client;

/// <summary>
/// Publishes new transactions and answers with their sequence, or says that nothing was published, or that the outcome
/// is unknown; never guesses. See DESIGN.md.
/// </summary>
internal sealed class TransactionSender(
    LogAppender appender,
    SdkTransactionEncoder encoder,
    IPublisherNumbers numbers,
    PendingSettler settler,
    int maxUnanswered,
    long maxUnansweredBytes,
    TimeProvider clock
)
{
    private readonly AsyncBudget _slots = new(maxUnanswered);
    private readonly AsyncBudget _bytes = new(maxUnansweredBytes);
    private readonly AsyncBudget _order = new(1);

    /// <summary>Publishes a transaction.</summary>
    /// <exception cref="LogUnavailableException">Nothing was published.</exception>
    /// <exception cref="CommitOutcomeUnknownException">It was sent and no answer came.</exception>
    public async Task<LoggedTransaction> SendAsync(
        IReadOnlyList<TableChange> changes,
        CancellationToken cancellationToken
    )
    {
        await _slots.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
        try
        {
            var sent = await BeginAsync(changes, cancellationToken).ConfigureAwait(false);
            try
            {
                var sequence = await ConfirmAsync(sent, cancellationToken).ConfigureAwait(false);
                return new LoggedTransaction(
                    sequence,
                    await numbers.IsRememberedAsync(sent.Number, cancellationToken).ConfigureAwait(false)
                );
            }
            catch (CommitOutcomeUnknownException)
            {
                numbers.LeaveOpen(sent.Number);
                throw;
            }
            catch (Exception error) when (LogAppender.IsCertainlyNotAppended(error))
            {
                numbers.GiveBack(sent.Number);
                throw;
            }
        }
        finally
        {
            _slots.Release(1);
        }
    }

    // One at a time up to the start of the append: so numbers rise in the log, and what waits for them stays short on
    // the nodes.
    private async Task<SentTransaction> BeginAsync(
        IReadOnlyList<TableChange> changes,
        CancellationToken cancellationToken
    )
    {
        await _order.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
        try
        {
            var number = await Preparation.RunAsync(numbers.TakeAsync(cancellationToken)).ConfigureAwait(false);
            try
            {
                return await BeginAsync(number, changes, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                numbers.GiveBack(number);
                throw;
            }
        }
        finally
        {
            _order.Release(1);
        }
    }

    private async Task<SentTransaction> BeginAsync(
        PublisherNumber number,
        IReadOnlyList<TableChange> changes,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        var records = await Preparation
            .RunAsync(encoder.EncodeAsync(number.Publisher, number.Number, now, changes, cancellationToken))
            .ConfigureAwait(false);
        var bytes = records.Sum(record => (long)(record.Key?.Length ?? 0) + (record.Value?.Length ?? 0));
        await _bytes.AcquireAsync(bytes, cancellationToken).ConfigureAwait(false);
        var pending = new PendingTransaction(
            appender.Settings.Log,
            number.Publisher,
            number.Number,
            now,
            appender.KnownEnd,
            records
        );
        return new SentTransaction(number, pending, AppendAsync(records, bytes));
    }

    // The log holds the bytes until it has answered, whether or not somebody still waits for that.
    private async Task<AppendReceipt> AppendAsync(IReadOnlyList<RecordToAppend> records, long bytes)
    {
        try
        {
            return await appender.AppendAsync(records).ConfigureAwait(false);
        }
        finally
        {
            _bytes.Release(bytes);
        }
    }

    // The appliers abort a transaction whose last record was appended too long after its first. Far from the limit, the
    // two times prove that it was not; near it, clocks of the log that differ could, so the log is read.
    private async Task<long> ConfirmAsync(SentTransaction sent, CancellationToken cancellationToken)
    {
        var receipt = await LogAppender.AnswerAsync(sent.Pending, sent.Append, cancellationToken).ConfigureAwait(false);
        var took = receipt.LastAppendTime - receipt.FirstAppendTime;
        return took <= appender.Settings.TransactionTimeout.TotalMilliseconds / 2
            ? receipt.LastOffset
            : await settler.ConfirmAsync(sent.Pending, receipt, cancellationToken).ConfigureAwait(false);
    }
}
