using System.Runtime.CompilerServices;

namespace CdcReplicator.ChangeLog;

/// <summary>The metadata table of an embedded log.</summary>
internal sealed class EmbeddedMetadata(LogWriter writer, LogReading reading, NewsSignal news) : IMetadataStore
{
    public Task<long> PutAsync(string key, byte[]? value, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return writer.WriteAsync(new PutRequest(key, value), cancellationToken);
    }

    public Task<IReadOnlyList<MetadataEntry>> ReadAsync(string prefix, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<MetadataEntry>>(reading.Ask(queries => queries.ReadEntries(prefix)));
    }

    public async IAsyncEnumerable<MetadataEntry> WatchAsync(
        string prefix,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(prefix);
        var seen = -1L;
        var isFirst = true;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = news.Next;
            var after = seen;
            foreach (var entry in reading.Ask(queries => queries.ReadChangedEntries(prefix, after)))
            {
                seen = entry.Version;
                if (!isFirst || entry.Value is not null)
                {
                    yield return entry;
                }
            }

            isFirst = false;
            await next.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
