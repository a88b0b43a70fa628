using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>Reads the record a node's position points at, and compares.</summary>
internal sealed class LogVerifier(IChangeLog log, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <exception cref="LogMismatchException">The log cannot be the one the position belongs to.</exception>
    /// <exception cref="LogUnavailableException">It cannot be asked.</exception>
    public async Task VerifyAsync(NodePosition position, CancellationToken cancellationToken)
    {
        if (log.Trouble is LogMismatchException mismatch)
        {
            throw mismatch;
        }

        var bounds = await log.GetBoundsAsync(cancellationToken);
        if (!LogCheck.CheckBounds(position, bounds, log.Endpoint))
        {
            return;
        }

        await using var reader = await log.OpenReaderAsync(position.LastAppliedSequence, cancellationToken);
        LogCheck.CheckRecord(position, await ReadOneAsync(reader, cancellationToken), log.Endpoint);
    }

    private async Task<LogRecord?> ReadOneAsync(ILogReader reader, CancellationToken cancellationToken)
    {
        // The record lies before the end, so it is there; a log that does not deliver it in time is as good as gone.
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            var records = await reader.ReadAsync(1, either.Token);
            return records.Count == 0 ? null : records[0];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LogUnavailableException(
                $"The log at {log.Endpoint} does not deliver a record it holds.",
                "Check the log's servers; this is retried."
            );
        }
    }
}
