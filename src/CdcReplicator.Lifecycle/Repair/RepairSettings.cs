namespace CdcReplicator.Lifecycle;

/// <summary>How a node is repaired.</summary>
/// <param name="Node">The node.</param>
/// <param name="From">The node that is right; null for what most have.</param>
/// <param name="PatienceSeconds">How long the node waits for the rows of others; its applying rests meanwhile.</param>
internal sealed record RepairSettings(string Node, string? From, int PatienceSeconds);
