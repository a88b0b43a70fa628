using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.CrashHost;

/// <summary>A reader around whose reads the process can die.</summary>
internal sealed class KillingReader(ILogReader inner, KillSwitch kill) : ILogReader
{
    public long Interruptions => inner.Interruptions;

    public async ValueTask<ArraySegment<LogRecord>> ReadAsync(int maxRecords, CancellationToken cancellationToken)
    {
        kill.Pass(KillPoint.BeforeRead);
        var records = await inner.ReadAsync(maxRecords, cancellationToken);
        kill.Pass(KillPoint.AfterRead);
        return records;
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
