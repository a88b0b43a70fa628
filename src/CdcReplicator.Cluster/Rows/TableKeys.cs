namespace CdcReplicator.Cluster;

/// <summary>Rows of one table that are asked for.</summary>
/// <param name="Table"><c>schema.table</c>.</param>
/// <param name="Columns">Which columns, key columns always included; null for all that the node has.</param>
/// <param name="From">The node that answers; null if every node does.</param>
/// <param name="Keys">The keys, as <see cref="KeyPath.TextOf"/> lists them.</param>
internal sealed record TableKeys(
    string Table,
    IReadOnlyList<string>? Columns,
    string? From,
    IReadOnlyList<string> Keys
);
