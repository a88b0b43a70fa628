using System.Runtime.CompilerServices;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A2: no node hears what the others rejected, so one that decides otherwise stays active.</summary>
internal sealed class VerdictsNotCompared : PlantedBug
{
    public override IChangeLog ApplierLog(string node, IChangeLog log) => new DeafLog(log);

    private sealed class DeafLog(IChangeLog inner) : PassingLog(inner)
    {
        private readonly DeafMetadata _metadata = new(inner.Metadata);

        public override IMetadataStore Metadata => _metadata;
    }

    private sealed class DeafMetadata(IMetadataStore inner) : IMetadataStore
    {
        private const string Rejections = "rejection/";

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

        private static bool IsUnheard(string key) => key.StartsWith(Rejections, StringComparison.Ordinal);
    }
}
