using System.Runtime.CompilerServices;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// The metadata table of an embedded log. Entries are given out with the time they were published as this process's
/// wall clock would have shown it: so an age is right, whatever the clocks of writer and reader show.
/// </summary>
internal sealed class EmbeddedMetadata(
    LogWriter writer,
    LogReading reading,
    NewsSignal news,
    MachineClock machine,
    TimeProvider time
) : IMetadataStore
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
        return Task.FromResult<IReadOnlyList<MetadataEntry>>(
            reading.Ask(queries => InOurTime(queries, queries.ReadEntries(prefix)))
        );
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
            foreach (var entry in reading.Ask(queries => InOurTime(queries, queries.ReadChangedEntries(prefix, after))))
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

    private List<MetadataEntry> InOurTime(LogQueries queries, List<MetadataEntry> entries)
    {
        if (entries.Count == 0)
        {
            return entries;
        }

        var wall = time.GetUtcNow().ToUnixTimeMilliseconds();
        var ahead = wall - queries.ReadTime(machine.Read(), wall);
        return [.. entries.Select(entry => entry with { PublishedAt = entry.PublishedAt + ahead })];
    }
}
