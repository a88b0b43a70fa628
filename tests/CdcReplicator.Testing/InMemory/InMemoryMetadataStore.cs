using System.Runtime.CompilerServices;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.Testing;

/// <summary>The metadata contract over a dictionary, for unit tests.</summary>
internal sealed class InMemoryMetadataStore(TimeProvider? clock = null) : IMetadataStore
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly Dictionary<string, MetadataEntry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly News _news = new();
    private long _version;

    public Task<long> PutAsync(string key, byte[]? value, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        long version;
        lock (_gate)
        {
            version = ++_version;
            _entries[key] = new MetadataEntry(key, value, version, _clock.GetUtcNow().ToUnixTimeMilliseconds());
        }

        _news.Announce();
        return Task.FromResult(version);
    }

    public Task<IReadOnlyList<MetadataEntry>> ReadAsync(string prefix, CancellationToken cancellationToken) =>
        Task.FromResult(Matching(prefix, after: 0, withRemoved: false));

    public async IAsyncEnumerable<MetadataEntry> WatchAsync(
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        long seen = 0;
        while (true)
        {
            var news = _news.Next;
            var upTo = Interlocked.Read(ref _version);
            foreach (var entry in Matching(prefix, seen, withRemoved: seen > 0))
            {
                upTo = Math.Max(upTo, entry.Version);
                yield return entry;
            }

            seen = upTo;
            await news.WaitAsync(cancellationToken);
        }
    }

    private IReadOnlyList<MetadataEntry> Matching(string prefix, long after, bool withRemoved)
    {
        lock (_gate)
        {
            return
            [
                .. _entries
                    .Values.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal))
                    .Where(entry => entry.Version > after && (withRemoved || entry.Value is not null))
                    .OrderBy(entry => entry.Version),
            ];
        }
    }
}
