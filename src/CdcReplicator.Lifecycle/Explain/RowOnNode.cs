namespace CdcReplicator.Lifecycle;

/// <summary>What a node has of a row.</summary>
/// <param name="Node">The node.</param>
/// <param name="Problem">Why that is not known; null if it is.</param>
/// <param name="Row">Its columns as text; null if there is no such row, or it is not known.</param>
internal sealed record RowOnNode(string Node, string? Problem, IReadOnlyDictionary<string, string?>? Row);
