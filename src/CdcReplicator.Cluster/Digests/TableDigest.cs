namespace CdcReplicator.Cluster;

/// <summary>Digest of one table.</summary>
/// <param name="Table"><c>schema.table</c>.</param>
/// <param name="Columns">The columns that were digested, by name.</param>
/// <param name="Parts">The buckets that were asked for.</param>
internal sealed record TableDigest(string Table, IReadOnlyList<string> Columns, IReadOnlyList<PartDigest> Parts);
