using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>
/// A log at the other end of a link. What is cut while it is appended has arrived, and no answer comes.
/// </summary>
internal sealed class LinkedLog(IChangeLog inner, Link link) : IChangeLog
{
    public ClusterSettings Settings => inner.Settings;

    public string Endpoint => inner.Endpoint;

    public IMetadataStore Metadata { get; } = new LinkedMetadata(inner.Metadata, link);

    public ReplicationException? Trouble => inner.Trouble;

    public async Task<AppendReceipt> AppendAsync(
        IReadOnlyList<RecordToAppend> records,
        CancellationToken cancellationToken
    )
    {
        link.ThrowIfLogIsCutOff();
        var receipt = await inner.AppendAsync(records, cancellationToken);
        return link.IsCut || link.LosesAnswers
            ? throw new AppendOutcomeUnknownException("No answer came.", "Find out.")
            : receipt;
    }

    public async Task<ILogReader> OpenReaderAsync(long fromOffset, CancellationToken cancellationToken)
    {
        link.ThrowIfLogIsCutOff();
        return new LinkedReader(await inner.OpenReaderAsync(fromOffset, cancellationToken), link);
    }

    public Task<LogBounds> GetBoundsAsync(CancellationToken cancellationToken)
    {
        link.ThrowIfLogIsCutOff();
        return inner.GetBoundsAsync(cancellationToken);
    }

    public Task ReportProgressAsync(string nodeId, long nextOffset, CancellationToken cancellationToken) =>
        inner.ReportProgressAsync(nodeId, nextOffset, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
