using System.Runtime.CompilerServices;
using CdcReplicator.Model;

namespace CdcReplicator.ChangeLog;

/// <summary>The nodes' table definitions beside the log, so that writers validate without access to any database.</summary>
public sealed class TableStore(IMetadataStore store)
{
    private const string Prefix = "table/";

    /// <summary>
    /// Publishes a node's tables in place of those published before. Nothing is written if they are the same: a node may be opened every few seconds.
    /// </summary>
    public async Task PublishAsync(NodeTables tables, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var key = Prefix + tables.NodeId;
        var value = MetadataJson.Write(tables, MetadataJson.Default.NodeTables);
        var published = await store.ReadAsync(key, cancellationToken).ConfigureAwait(false);
        if (!published.Any(entry => entry.Key == key && value.AsSpan().SequenceEqual(entry.Value)))
        {
            await store.PutAsync(key, value, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Forgets a node's tables.</summary>
    public Task RemoveAsync(string nodeId, CancellationToken cancellationToken) =>
        store.PutAsync(Prefix + nodeId, null, cancellationToken);

    /// <summary>The cluster's tables now, merged as <see cref="TableMerge"/> says; empty before the first applier ran.</summary>
    public async Task<IReadOnlyDictionary<TableName, TableDefinition>> ReadAsync(CancellationToken cancellationToken)
    {
        var entries = await store.ReadAsync(Prefix, cancellationToken).ConfigureAwait(false);
        return TableMerge.Merge(entries.Select(entry => MetadataJson.Read(entry, MetadataJson.Default.NodeTables)));
    }

    /// <summary>The merged tables after every change, from the first applier's on. Ends only by cancellation or error.</summary>
    public async IAsyncEnumerable<IReadOnlyDictionary<TableName, TableDefinition>> WatchAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var nodes = new Dictionary<string, NodeTables>(StringComparer.Ordinal);
        await foreach (var entry in store.WatchAsync(Prefix, cancellationToken).ConfigureAwait(false))
        {
            if (entry.Value is null)
            {
                nodes.Remove(entry.Key);
            }
            else
            {
                nodes[entry.Key] = MetadataJson.Read(entry, MetadataJson.Default.NodeTables);
            }

            yield return TableMerge.Merge(nodes.Values);
        }
    }
}
