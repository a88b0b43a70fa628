using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.CrashHost;

/// <summary>A log at whose reads, and at the rejections published beside it, the process can die.</summary>
internal sealed class KillingLog(IChangeLog inner, KillSwitch kill) : IChangeLog
{
    public ClusterSettings Settings => inner.Settings;

    public string Endpoint => inner.Endpoint;

    public IMetadataStore Metadata { get; } = new KillingMetadata(inner.Metadata, kill);

    public Task<AppendReceipt> AppendAsync(
        IReadOnlyList<RecordToAppend> records,
        CancellationToken cancellationToken
    ) => inner.AppendAsync(records, cancellationToken);

    public async Task<ILogReader> OpenReaderAsync(long fromOffset, CancellationToken cancellationToken) =>
        new KillingReader(await inner.OpenReaderAsync(fromOffset, cancellationToken), kill);

    public Task<LogBounds> GetBoundsAsync(CancellationToken cancellationToken) =>
        inner.GetBoundsAsync(cancellationToken);

    public Task ReportProgressAsync(string nodeId, long nextOffset, CancellationToken cancellationToken) =>
        inner.ReportProgressAsync(nodeId, nextOffset, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
