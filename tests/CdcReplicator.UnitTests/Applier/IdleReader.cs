using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>A reader that nobody reads from.</summary>
internal sealed class IdleReader : ILogReader
{
    public bool IsDisposed { get; private set; }

    public long Interruptions => 0;

    public ValueTask<ArraySegment<LogRecord>> ReadAsync(int maxRecords, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
