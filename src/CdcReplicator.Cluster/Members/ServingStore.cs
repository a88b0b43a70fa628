using System.Runtime.CompilerServices;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cluster;

/// <summary>
/// Which applier works on which node, beside the log; written when that changes and not with heartbeats.
/// </summary>
internal sealed class ServingStore(IMetadataStore store)
{
    private const string Prefix = "serving/";

    /// <summary>Says which applier works on a node; what was said before is replaced.</summary>
    /// <returns>The version; of two that say so, the one with the higher version works.</returns>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public Task<long> PublishAsync(Serving serving, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(serving);
        var value = ClusterJson.Write(serving, ClusterJson.Default.Serving);
        return store.PutAsync(Prefix + serving.NodeId, value, cancellationToken);
    }

    /// <summary>What was last said of a node, and its version; null if nothing ever was.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<(Serving Serving, long Version)?> FindAsync(string nodeId, CancellationToken cancellationToken)
    {
        var entries = await store.ReadAsync(Prefix + nodeId, cancellationToken).ConfigureAwait(false);
        return entries.FirstOrDefault(entry => entry.Key == Prefix + nodeId) is { } found
            ? (Read(nodeId, found), found.Version)
            : null;
    }

    /// <summary>What is said of a node, then whatever is said as it comes, each with its version.</summary>
    public async IAsyncEnumerable<(Serving Serving, long Version)> WatchAsync(
        string nodeId,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var entry in store.WatchAsync(Prefix + nodeId, cancellationToken).ConfigureAwait(false))
        {
            if (entry.Value is not null && entry.Key == Prefix + nodeId)
            {
                yield return (Read(nodeId, entry), entry.Version);
            }
        }
    }

    /// <summary>Removes what is said of a node.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public Task RemoveAsync(string nodeId, CancellationToken cancellationToken) =>
        store.PutAsync(Prefix + nodeId, null, cancellationToken);

    private static Serving Read(string nodeId, MetadataEntry entry) =>
        EntryJson.ReadOf(nodeId, entry, ClusterJson.Default.Serving, serving => serving.NodeId);
}
