using System.Runtime.CompilerServices;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.Testing;

/// <summary>A store that can be made unreachable.</summary>
internal sealed class BreakableMetadataStore(IMetadataStore inner) : IMetadataStore
{
    private volatile bool _isBroken;

    public bool IsBroken
    {
        get => _isBroken;
        set => _isBroken = value;
    }

    public Task<long> PutAsync(string key, byte[]? value, CancellationToken cancellationToken)
    {
        ThrowIfBroken();
        return inner.PutAsync(key, value, cancellationToken);
    }

    public Task<IReadOnlyList<MetadataEntry>> ReadAsync(string prefix, CancellationToken cancellationToken)
    {
        ThrowIfBroken();
        return inner.ReadAsync(prefix, cancellationToken);
    }

    public async IAsyncEnumerable<MetadataEntry> WatchAsync(
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var entry in inner.WatchAsync(prefix, cancellationToken))
        {
            ThrowIfBroken();
            yield return entry;
        }
    }

    private void ThrowIfBroken()
    {
        if (IsBroken)
        {
            throw new LogUnavailableException("The store was made unreachable by the test.", "Mend it.");
        }
    }
}
