namespace CdcReplicator.Cluster;

/// <summary>What a node answered to a checkpoint. One with an error equals nothing.</summary>
/// <param name="Checkpoint">Id of the checkpoint.</param>
/// <param name="NodeId">The node.</param>
/// <param name="Sequence">The checkpoint's sequence: digests of one sequence are comparable.</param>
/// <param name="Error">Why there is no digest, or null.</param>
/// <param name="Tables">Those of the tables asked for that the node has; empty if there is an error.</param>
internal sealed record NodeDigest(
    string Checkpoint,
    string NodeId,
    long Sequence,
    string? Error,
    IReadOnlyList<TableDigest> Tables
);
