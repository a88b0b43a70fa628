namespace CdcReplicator.ChangeLog;

/// <summary>
/// What is kept beside the log, in two topics by who may write it: publishers write schemas and the numbers they take,
/// everything else is the appliers' and operators'. So Kafka's ACLs can keep publishers from giving out members,
/// maintenance and verdicts. Versions are comparable within one of the two; a prefix belongs to one.
/// </summary>
/// <param name="cluster">What appliers and operators write.</param>
/// <param name="publishers">
/// What publishers write; the same store in a cluster that was created before there were two.
/// </param>
internal sealed class KafkaMetadata(IMetadataStore cluster, IMetadataStore publishers) : IMetadataStore
{
    /// <inheritdoc/>
    public Task<long> PutAsync(string key, byte[]? value, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return StoreOf(key).PutAsync(key, value, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<MetadataEntry>> ReadAsync(string prefix, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return StoreOf(prefix).ReadAsync(prefix, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<MetadataEntry> WatchAsync(string prefix, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return StoreOf(prefix).WatchAsync(prefix, cancellationToken);
    }

    private IMetadataStore StoreOf(string key) => PublisherKeys.Contain(key) ? publishers : cluster;
}
