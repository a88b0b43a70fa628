using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A log that passes everything on; others change parts of it.</summary>
internal class PassingLog(IChangeLog inner) : IChangeLog
{
    public ClusterSettings Settings => inner.Settings;

    public string Endpoint => inner.Endpoint;

    public virtual IMetadataStore Metadata => inner.Metadata;

    public virtual ReplicationException? Trouble => inner.Trouble;

    public virtual Task<AppendReceipt> AppendAsync(
        IReadOnlyList<RecordToAppend> records,
        CancellationToken cancellationToken
    ) => inner.AppendAsync(records, cancellationToken);

    public virtual Task<ILogReader> OpenReaderAsync(long fromOffset, CancellationToken cancellationToken) =>
        inner.OpenReaderAsync(fromOffset, cancellationToken);

    public Task<LogBounds> GetBoundsAsync(CancellationToken cancellationToken) =>
        inner.GetBoundsAsync(cancellationToken);

    public Task ReportProgressAsync(string nodeId, long nextOffset, CancellationToken cancellationToken) =>
        inner.ReportProgressAsync(nodeId, nextOffset, cancellationToken);

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return inner.DisposeAsync();
    }
}
