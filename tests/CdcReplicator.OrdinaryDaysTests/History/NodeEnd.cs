namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A node at the end of a day.</summary>
/// <param name="Node">Its id.</param>
/// <param name="State">What it says of itself.</param>
/// <param name="Reason">Why.</param>
/// <param name="Rows">Versions by key.</param>
internal sealed record NodeEnd(string Node, NodeState State, string? Reason, IReadOnlyDictionary<long, int> Rows);
