using CdcReplicator.Model;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Client;

/// <summary>
/// Settles transactions of unknown outcome. Looks first: if the transaction is in the log already, nothing is sent; if
/// the log no longer reaches back to where it was sent, or has gone on for too long since, it refuses and sends nothing
/// either. Once something was sent, it never says refused. See DESIGN.md.
/// </summary>
internal sealed class PendingSettler(LogAppender appender, FateReader fates, ILogger logger)
{
    private const int MaxAttempts = 3;

    /// <summary>
    /// Sends the records once more unless they had arrived; returns the sequence of the first delivery that counts.
    /// </summary>
    /// <exception cref="PendingTransactionRefusedException">
    /// It is of another log, or the log no longer tells what nodes remember of it; nothing was sent.
    /// </exception>
    /// <exception cref="TransactionAbandonedException">It was resolved before as having no effect.</exception>
    /// <exception cref="CommitOutcomeUnknownException">Still no answer.</exception>
    public async Task<long> ResendAsync(PendingTransaction pending, CancellationToken cancellationToken)
    {
        var search = await OpenAsync(pending, cancellationToken).ConfigureAwait(false);
        await using var closing = search.ConfigureAwait(false);
        return await LookFirstAsync(search, cancellationToken).ConfigureAwait(false) is { } found
            ? SequenceOf(pending, found)
            : await ResendAsync(search, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Finds a transaction whose append was answered, but took so long that nodes may have aborted it; if they have,
    /// sends it again.
    /// </summary>
    /// <exception cref="CommitOutcomeUnknownException">
    /// The log could not be read, or it took too long again.
    /// </exception>
    public async Task<long> ConfirmAsync(
        PendingTransaction pending,
        AppendReceipt receipt,
        CancellationToken cancellationToken
    )
    {
        FateSearch search;
        try
        {
            search = await OpenAsync(pending, cancellationToken).ConfigureAwait(false);
        }
        catch (PendingTransactionRefusedException cause)
        {
            throw new CommitOutcomeUnknownException(pending, cause.Problem, cause);
        }

        await using var closing = search.ConfigureAwait(false);
        if (await ReadSentAsync(search, receipt.LastOffset, cancellationToken).ConfigureAwait(false) is { } found)
        {
            return SequenceOf(pending, found);
        }

        ClientLog.SentTooSlowly(logger, pending.Publisher, pending.Number);
        return await ResendAsync(search, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Appends a record that settles the transaction, unless the log does already, and reads what came first.
    /// </summary>
    /// <exception cref="PendingTransactionRefusedException">
    /// It is of another log, or the log no longer tells what nodes remember of it; nothing was sent.
    /// </exception>
    /// <exception cref="CommitOutcomeUnknownException">Still no answer.</exception>
    public async Task<TransactionFate> SettleAsync(
        PendingTransaction pending,
        Func<CancellationToken, ValueTask<RecordToAppend>> encodeAbandon,
        CancellationToken cancellationToken
    )
    {
        var search = await OpenAsync(pending, cancellationToken).ConfigureAwait(false);
        await using var closing = search.ConfigureAwait(false);
        if (await LookFirstAsync(search, cancellationToken).ConfigureAwait(false) is { } found)
        {
            return found;
        }

        var abandon = await EncodeAsync(pending, encodeAbandon, cancellationToken).ConfigureAwait(false);
        var receipt = await appender.AppendAgainAsync(pending, [abandon], cancellationToken).ConfigureAwait(false);
        return await ReadSentAsync(search, receipt.LastOffset, cancellationToken).ConfigureAwait(false)
            ?? throw new InvalidOperationException(
                $"The abandon message of {pending} at offset {receipt.LastOffset} was not found in the log."
            );
    }

    private async Task<long> ResendAsync(FateSearch search, CancellationToken cancellationToken)
    {
        var pending = search.Pending;
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var receipt = await appender
                .AppendAgainAsync(pending, pending.Records, cancellationToken)
                .ConfigureAwait(false);
            if (await ReadSentAsync(search, receipt.LastOffset, cancellationToken).ConfigureAwait(false) is { } found)
            {
                return SequenceOf(pending, found);
            }

            ClientLog.SentTooSlowly(logger, pending.Publisher, pending.Number);
        }

        throw new CommitOutcomeUnknownException(
            pending,
            $"sending it took longer than the cluster's transaction timeout ({appender.Settings.TransactionTimeout}) "
                + $"{MaxAttempts} times."
        );
    }

    private async Task<FateSearch> OpenAsync(PendingTransaction pending, CancellationToken cancellationToken)
    {
        PendingAge.CheckLog(pending, appender.Settings);
        try
        {
            return await fates.OpenAsync(pending, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (SettlingErrors.BeforeSending(pending, cause) is { } error)
        {
            throw error;
        }
    }

    private async Task<TransactionFate?> LookFirstAsync(FateSearch search, CancellationToken cancellationToken)
    {
        TransactionFate? found;
        try
        {
            found = await search.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (SettlingErrors.BeforeSending(search.Pending, cause) is { } error)
        {
            throw error;
        }

        if (found is null)
        {
            PendingAge.CheckAge(search.Pending, appender.Settings, search.Passed);
        }

        return found;
    }

    private static async Task<TransactionFate?> ReadSentAsync(
        FateSearch search,
        long upTo,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await search.ReadAsync(upTo, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (SettlingErrors.AfterSending(search.Pending, cause) is { } error)
        {
            throw error;
        }
    }

    private static async Task<RecordToAppend> EncodeAsync(
        PendingTransaction pending,
        Func<CancellationToken, ValueTask<RecordToAppend>> encodeAbandon,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await encodeAbandon(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause) when (SettlingErrors.OfEncoding(pending, cause) is { } error)
        {
            throw error;
        }
    }

    private static long SequenceOf(PendingTransaction pending, TransactionFate fate) =>
        fate.Sequence ?? throw new TransactionAbandonedException(pending.Publisher, pending.Number);
}
