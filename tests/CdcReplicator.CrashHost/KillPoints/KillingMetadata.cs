using CdcReplicator.ChangeLog;

namespace CdcReplicator.CrashHost;

/// <summary>A metadata store around whose rejections the process can die.</summary>
internal sealed class KillingMetadata(IMetadataStore inner, KillSwitch kill) : IMetadataStore
{
    private const string Rejections = "rejection/";

    public async Task<long> PutAsync(string key, byte[]? value, CancellationToken cancellationToken)
    {
        if (!key.StartsWith(Rejections, StringComparison.Ordinal))
        {
            return await inner.PutAsync(key, value, cancellationToken);
        }

        kill.Pass(KillPoint.BeforeRejection);
        var version = await inner.PutAsync(key, value, cancellationToken);
        kill.Pass(KillPoint.AfterRejection);
        return version;
    }

    public Task<IReadOnlyList<MetadataEntry>> ReadAsync(string prefix, CancellationToken cancellationToken) =>
        inner.ReadAsync(prefix, cancellationToken);

    public IAsyncEnumerable<MetadataEntry> WatchAsync(string prefix, CancellationToken cancellationToken) =>
        inner.WatchAsync(prefix, cancellationToken);
}
