using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cluster;

/// <summary>
/// Says beside the log that the first node's content is being published, before its first record; and that it is whole,
/// after its last. So a part of it passes for nothing, whoever was killed.
/// </summary>
internal sealed class InitialStore(IMetadataStore store)
{
    private const string Key = "initial/content";

    /// <summary>Says it.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public Task PublishAsync(InitialContent content, CancellationToken cancellationToken) =>
        store.PutAsync(Key, ClusterJson.Write(content, ClusterJson.Default.InitialContent), cancellationToken);

    /// <summary>What was said last; null if no node's content began the log.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    /// <exception cref="ReplicationException">What was said cannot be read; then nobody may follow the log.</exception>
    public async Task<InitialContent?> FindAsync(CancellationToken cancellationToken)
    {
        var entries = await store.ReadAsync(Key, cancellationToken).ConfigureAwait(false);
        return entries.FirstOrDefault(entry => entry.Key == Key) is { } found
            ? EntryJson.Read(found, ClusterJson.Default.InitialContent)
            : null;
    }
}
