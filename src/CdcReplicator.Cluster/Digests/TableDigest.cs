using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

/// <summary>Digest of one table.</summary>
/// <param name="Table"><c>schema.table</c>.</param>
/// <param name="Columns">The columns that were digested, by name.</param>
/// <param name="Parts">The buckets that were asked for.</param>
/// <param name="Form">Which version of digests it is; null in an answer of a version before there were several.</param>
/// <param name="Range">The range that was asked for; null in an answer of a version that knows none.</param>
internal sealed record TableDigest(
    string Table,
    IReadOnlyList<string> Columns,
    IReadOnlyList<PartDigest> Parts,
    int? Form,
    RangeDigest? Range = null
)
{
    /// <summary>Digests of one form are comparable. It rises when rows are digested otherwise.</summary>
    public const int CurrentForm = 2;

    /// <summary>What the table is made of; null if that was not asked for, or the node's version cannot tell.</summary>
    public TableSchema? Schema { get; init; }
}
