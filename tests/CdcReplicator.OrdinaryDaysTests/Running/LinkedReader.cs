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
        return await inner.ReadAsync(maxRecords, cancellationToken);
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
