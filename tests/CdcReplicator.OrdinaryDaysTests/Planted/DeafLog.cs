using System.Runtime.CompilerServices;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A log of which some of what is beside it is not heard.</summary>
internal sealed class DeafLog(IChangeLog inner, string unheard) : PassingLog(inner)
{
    private readonly DeafMetadata _metadata = new(inner.Metadata, unheard);

    public override IMetadataStore Metadata => _metadata;

    private sealed class DeafMetadata(IMetadataStore inner, string unheard) : IMetadataStore
    {
        public Task<long> PutAsync(string key, byte[]? value, CancellationToken cancellationToken) =>
            inner.PutAsync(key, value, cancellationToken);

        public async Task<IReadOnlyList<MetadataEntry>> ReadAsync(string prefix, CancellationToken cancellationToken) =>
            IsUnheard(prefix) ? [] : await inner.ReadAsync(prefix, cancellationToken);

        public async IAsyncEnumerable<MetadataEntry> WatchAsync(
            string prefix,
            [EnumeratorCancellation] CancellationToken cancellationToken
        )
        {
            await foreach (var entry in inner.WatchAsync(prefix, cancellationToken))
            {
                if (!IsUnheard(entry.Key))
                {
                    yield return entry;
                }
            }
        }

        private bool IsUnheard(string key) => key.StartsWith(unheard, StringComparison.Ordinal);
    }
}
