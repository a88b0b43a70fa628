namespace CdcReplicator.ChangeLog;

/// <summary>
/// Keys and values beside the log (Kafka: a compacted topic; embedded: a table). Last write of a key wins. Everything
/// shared that is not a change lives here, in sub-stores with a key prefix each: members, schemas, table definitions,
/// rejections, digests.
/// </summary>
internal interface IMetadataStore
{
    /// <summary>
    /// Writes a value, or removes the key if it is null; durable when this returns. Returns the entry's version.
    /// </summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    Task<long> PutAsync(string key, byte[]? value, CancellationToken cancellationToken);

    /// <summary>
    /// All present entries whose key starts with the prefix, by version; sees every put that returned before.
    /// </summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    Task<IReadOnlyList<MetadataEntry>> ReadAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>
    /// The present entries, then every change as it comes (removals with a null value), in version order. Woken by
    /// news. Quick rewrites of one key may be seen as the last only.
    /// </summary>
    IAsyncEnumerable<MetadataEntry> WatchAsync(string prefix, CancellationToken cancellationToken);
}
