namespace CdcReplicator.Lifecycle;

/// <summary>What the nodes have at a place where they differ.</summary>
/// <param name="Table"><c>schema.table</c>.</param>
/// <param name="Key">The row's key; null if only the bucket is known.</param>
/// <param name="Seen">What each node has, as comparable words.</param>
internal sealed record Evidence(string Table, string? Key, IReadOnlyDictionary<string, string> Seen);
