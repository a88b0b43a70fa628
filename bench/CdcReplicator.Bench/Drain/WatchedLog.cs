using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.Bench;

/// <summary>A log that tells a meter when a reader of it is open.</summary>
internal sealed class WatchedLog(IChangeLog log, DrainMeter meter) : IChangeLog
{
    public ClusterSettings Settings => log.Settings;

    public string Endpoint => log.Endpoint;

    public IMetadataStore Metadata => log.Metadata;

    public Task<AppendReceipt> AppendAsync(
        IReadOnlyList<RecordToAppend> records,
        CancellationToken cancellationToken
    ) => log.AppendAsync(records, cancellationToken);

    public async Task<ILogReader> OpenReaderAsync(long fromOffset, CancellationToken cancellationToken)
    {
        var reader = await log.OpenReaderAsync(fromOffset, cancellationToken);
        meter.ReaderOpened();
        return reader;
    }

    public Task<LogBounds> GetBoundsAsync(CancellationToken cancellationToken) => log.GetBoundsAsync(cancellationToken);

    public Task ReportProgressAsync(string nodeId, long nextOffset, CancellationToken cancellationToken) =>
        log.ReportProgressAsync(nodeId, nextOffset, cancellationToken);

    public ValueTask DisposeAsync() => log.DisposeAsync();
}
