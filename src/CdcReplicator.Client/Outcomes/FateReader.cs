using CdcReplicator.ChangeLog;
using CdcReplicator.Debezium;

namespace CdcReplicator.Client;

/// <summary>Reads the log to learn what became of one transaction.</summary>
internal sealed class FateReader(IChangeLog log, IRecordDecoder decoder, TimeProvider clock)
{
    /// <summary>Starts reading where the transaction may stand first.</summary>
    /// <exception cref="LogMismatchException">The log does not, or no longer, reach back to there.</exception>
    public async Task<FateSearch> OpenAsync(PendingTransaction pending, CancellationToken cancellationToken)
    {
        var reader = await log.OpenReaderAsync(pending.ReadFrom, cancellationToken).ConfigureAwait(false);
        return new FateSearch(log, reader, decoder, pending, clock);
    }
}
