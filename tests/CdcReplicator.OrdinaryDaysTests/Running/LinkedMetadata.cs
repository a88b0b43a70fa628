using System.Runtime.CompilerServices;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>What is beside a log at the other end of a link.</summary>
internal sealed class LinkedMetadata(IMetadataStore inner, Link link) : IMetadataStore
{
    public Task<long> PutAsync(string key, byte[]? value, CancellationToken cancellationToken)
    {
        link.ThrowIfLogIsCutOff();
        return inner.PutAsync(key, value, cancellationToken);
    }

    public Task<IReadOnlyList<MetadataEntry>> ReadAsync(string prefix, CancellationToken cancellationToken)
    {
        link.ThrowIfLogIsCutOff();
        return inner.ReadAsync(prefix, cancellationToken);
    }

    public async IAsyncEnumerable<MetadataEntry> WatchAsync(
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        link.ThrowIfLogIsCutOff();
        await foreach (var entry in inner.WatchAsync(prefix, cancellationToken))
        {
            link.ThrowIfLogIsCutOff();
            yield return entry;
        }
    }
}
