using System.Text;
using CdcReplicator.ChangeLog;
using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Client;

/// <summary>Reads the log to learn what became of one transaction.</summary>
internal sealed class FateReader(IChangeLog log, IRecordDecoder decoder)
{
    private const int BatchSize = 1000;

    /// <summary>
    /// Its fate by all records up to and including <paramref name="upTo"/>; null if none of them decides it.
    /// </summary>
    /// <exception cref="LogMismatchException">The log no longer reaches back to where the transaction may stand.</exception>
    public async Task<TransactionFate?> ReadAsync(
        PendingTransaction pending,
        long upTo,
        CancellationToken cancellationToken
    )
    {
        var tracker = new FateTracker(pending.Publisher, pending.Number, log.Settings.TransactionTimeout);
        var publisher = Encoding.UTF8.GetBytes(pending.Publisher);
        var reader = await log.OpenReaderAsync(pending.ReadFrom, cancellationToken).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        while (true)
        {
            foreach (var record in await reader.ReadAsync(BatchSize, cancellationToken).ConfigureAwait(false))
            {
                if (record.Offset > upTo)
                {
                    return null;
                }

                tracker.Pass(record);

                // Every record about this transaction carries the publisher's name as it is (names are plain ASCII); the others, whatever they
                // are and whether they decode or not, are not its business.
                if (
                    record.Value.Span.IndexOf(publisher) >= 0
                    && tracker.Observe(await decoder.DecodeAsync(record, cancellationToken).ConfigureAwait(false))
                        is { } fate
                )
                {
                    return fate;
                }

                if (record.Offset == upTo)
                {
                    return null;
                }
            }
        }
    }
}
