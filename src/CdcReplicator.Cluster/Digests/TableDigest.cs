using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

/// <summary>Digest of one table.</summary>
/// <param name="Table"><c>schema.table</c>.</param>
/// <param name="Columns">The columns that were digested, by name.</param>
/// <param name="Parts">The buckets that were asked for.</param>
internal sealed record TableDigest(string Table, IReadOnlyList<string> Columns, IReadOnlyList<PartDigest> Parts)
{
    /// <summary>What the table is made of; null if that was not asked for, or the node's version cannot tell.</summary>
    public TableSchema? Schema { get; init; }
}
