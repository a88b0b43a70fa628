using System.Runtime.CompilerServices;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cluster;

/// <summary>
/// The nodes' table definitions beside the log, so that writers validate without access to any database.
/// </summary>
internal sealed class TableStore(IMetadataStore store)
{
    // Both prefixes; the common part of "tables/" and of what versions before wrote.
    private const string AnyPrefix = "table";

    /// <summary>
    /// Publishes a node's tables in place of those published before; readers see all of them or those before. Equal
    /// ones are not written again.
    /// </summary>
    /// <exception cref="LogUnavailableException">
    /// The store could not be reached; what was published before still counts.
    /// </exception>
    public async Task PublishAsync(NodeTables tables, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var (index, wanted) = TableEntries.Of(tables);
        var present = await KeysAsync(TableEntries.TablesOf(tables.NodeId), cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(
                wanted
                    .Where(entry => !present.Contains(entry.Key))
                    .Select(entry => store.PutAsync(entry.Key, entry.Value, cancellationToken))
            )
            .ConfigureAwait(false);
        await PutIndexAsync(index, cancellationToken).ConfigureAwait(false);
        present.ExceptWith(wanted.Select(entry => entry.Key));
        await RemoveAsync(present, cancellationToken).ConfigureAwait(false);
        await RemoveSingleAsync(tables.NodeId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets a node's tables.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task RemoveAsync(string nodeId, CancellationToken cancellationToken)
    {
        await store.PutAsync(TableEntries.IndexKey(nodeId), null, cancellationToken).ConfigureAwait(false);
        await RemoveAsync(
                await KeysAsync(TableEntries.TablesOf(nodeId), cancellationToken).ConfigureAwait(false),
                cancellationToken
            )
            .ConfigureAwait(false);
        await RemoveSingleAsync(nodeId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The tables of each node now, by node id; empty before the first applier ran. A node of which an entry cannot be
    /// read is <see cref="EntryList{T}.Unreadable"/>.
    /// </summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<EntryList<NodeTables>> ReadNodesAsync(CancellationToken cancellationToken)
    {
        var picture = new TablePicture();
        foreach (var entry in await store.ReadAsync(AnyPrefix, cancellationToken).ConfigureAwait(false))
        {
            picture.Take(entry);
        }

        return picture.Nodes;
    }

    /// <summary>Another value once any node has published other tables. Costs less than reading them.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<(int Nodes, long Version)> ReadEditionAsync(CancellationToken cancellationToken)
    {
        var indexes = await store.ReadAsync(TableEntries.IndexKey(""), cancellationToken).ConfigureAwait(false);
        return (indexes.Count, indexes.Count == 0 ? -1 : indexes.Max(index => index.Version));
    }

    /// <summary>
    /// The tables of each node after every change, from the first applier's on. Ends only by cancellation or error.
    /// </summary>
    public async IAsyncEnumerable<EntryList<NodeTables>> WatchNodesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var picture = new TablePicture();
        await foreach (var entry in store.WatchAsync(AnyPrefix, cancellationToken).ConfigureAwait(false))
        {
            if (picture.Take(entry))
            {
                yield return picture.Nodes;
            }
        }
    }

    private async Task PutIndexAsync(TableIndex index, CancellationToken cancellationToken)
    {
        var key = TableEntries.IndexKey(index.NodeId);
        var value = ClusterJson.Write(index, ClusterJson.Default.TableIndex);
        var entries = await store.ReadAsync(key, cancellationToken).ConfigureAwait(false);
        if (!entries.Any(entry => entry.Key == key && value.AsSpan().SequenceEqual(entry.Value)))
        {
            await store.PutAsync(key, value, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes what a version before has written of a node.</summary>
    private async Task RemoveSingleAsync(string nodeId, CancellationToken cancellationToken)
    {
        var key = TableEntries.SinglePrefix + nodeId;
        var keys = await KeysAsync(key, cancellationToken).ConfigureAwait(false);
        await RemoveAsync(keys.Where(present => present == key), cancellationToken).ConfigureAwait(false);
    }

    private async Task<HashSet<string>> KeysAsync(string prefix, CancellationToken cancellationToken) =>
        (await store.ReadAsync(prefix, cancellationToken).ConfigureAwait(false))
            .Select(entry => entry.Key)
            .ToHashSet(StringComparer.Ordinal);

    private async Task RemoveAsync(IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        foreach (var key in keys)
        {
            await store.PutAsync(key, null, cancellationToken).ConfigureAwait(false);
        }
    }
}
