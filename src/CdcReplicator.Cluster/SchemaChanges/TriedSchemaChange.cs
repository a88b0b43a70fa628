namespace CdcReplicator.Cluster;

/// <summary>What a node says of a schema change that it has tried and undone.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Sequence">The sequence at which it was tried.</param>
/// <param name="SchemaVersion">The node's schema version there.</param>
/// <param name="Problem">Why the node could not take it; null if it could.</param>
internal sealed record TriedSchemaChange(string NodeId, long Sequence, long SchemaVersion, string? Problem);
