using System.Runtime.CompilerServices;
using CdcReplicator.Cluster;
using CdcReplicator.Model;

namespace CdcReplicator.UnitTests;

/// <summary>The tables of all nodes as one, as writers see them.</summary>
internal static class MergedTables
{
    /// <summary>The tables now.</summary>
    public static async Task<IReadOnlyDictionary<TableName, TableDefinition>> ReadAsync(
        this TableStore store,
        CancellationToken cancellationToken
    ) => TableMerge.Merge(await store.ReadNodesAsync(cancellationToken));

    /// <summary>The tables after every change.</summary>
    public static async IAsyncEnumerable<IReadOnlyDictionary<TableName, TableDefinition>> WatchAsync(
        this TableStore store,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var nodes in store.WatchNodesAsync(cancellationToken))
        {
            yield return TableMerge.Merge(nodes);
        }
    }
}
