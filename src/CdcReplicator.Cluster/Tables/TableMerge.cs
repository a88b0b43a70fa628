using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

/// <summary>
/// One definition per table out of several nodes': the richest type system wins, so that all programs that validate
/// agree.
/// </summary>
internal static class TableMerge
{
    /// <summary>The kind of node whose definitions are preferred.</summary>
    public const string PreferredKind = "postgres";

    /// <summary>
    /// Of each table the definition of a <see cref="PreferredKind"/> node if there is one, else of any; among equals
    /// the lowest node id's.
    /// </summary>
    public static IReadOnlyDictionary<TableName, TableDefinition> Merge(IEnumerable<NodeTables> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        var merged = new Dictionary<TableName, TableDefinition>();
        var ordered = nodes
            .OrderBy(node => node.Kind != PreferredKind)
            .ThenBy(node => node.NodeId, StringComparer.Ordinal);
        foreach (var table in ordered.SelectMany(node => node.Tables))
        {
            merged.TryAdd(table.Name, table);
        }

        return merged;
    }
}
