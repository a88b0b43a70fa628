using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A reader of a log at the other end of a link.</summary>
internal sealed class LinkedReader(ILogReader inner, Link link) : ILogReader
{
    public long Interruptions => inner.Interruptions;

    public async ValueTask<ArraySegment<LogRecord>> ReadAsync(int maxRecords, CancellationToken cancellationToken)
    {
        link.ThrowIfLogIsCutOff();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, link.Cut);
        try
        {
            return await inner.ReadAsync(maxRecords, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LogUnavailableException("The log does not answer any more.", "Wait.");
        }
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
