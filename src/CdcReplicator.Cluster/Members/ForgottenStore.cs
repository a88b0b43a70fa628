using System.Runtime.CompilerServices;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cluster;

/// <summary>
/// Nodes that an operator has forgotten, beside the log: so that an applier that was paused or cut off does not bring
/// its node back unasked.
/// </summary>
internal sealed class ForgottenStore(IMetadataStore store)
{
    private const string Prefix = "forgotten/";

    /// <summary>Says whether a node is forgotten; what was said before is replaced.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public Task PublishAsync(Forgotten forgotten, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(forgotten);
        var value = ClusterJson.Write(forgotten, ClusterJson.Default.Forgotten);
        return store.PutAsync(Prefix + forgotten.NodeId, value, cancellationToken);
    }

    /// <summary>What was last said of a node; null if nothing ever was.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<Forgotten?> FindAsync(string nodeId, CancellationToken cancellationToken)
    {
        var entries = await store.ReadAsync(Prefix + nodeId, cancellationToken).ConfigureAwait(false);
        return entries.FirstOrDefault(entry => entry.Key == Prefix + nodeId) is { } found ? Read(found) : null;
    }

    /// <summary>What is said of a node, then every word as it comes. What is said of others is not read.</summary>
    public async IAsyncEnumerable<Forgotten> WatchAsync(
        string nodeId,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var entry in store.WatchAsync(Prefix + nodeId, cancellationToken).ConfigureAwait(false))
        {
            if (entry.Value is not null && entry.Key == Prefix + nodeId)
            {
                yield return Read(entry);
            }
        }
    }

    private static Forgotten Read(MetadataEntry entry) => EntryJson.Read(entry, ClusterJson.Default.Forgotten);
}
