namespace CdcReplicator.Router;

/// <summary>Picks one of the nodes that passed the gate. Called for every read: takes no lock and allocates nothing.</summary>
internal interface IReadPolicy
{
    /// <summary>The name by which it is asked for.</summary>
    string Name { get; }

    /// <summary>The place in <paramref name="eligible"/> of the chosen node.</summary>
    /// <param name="nodes">All nodes.</param>
    /// <param name="eligible">Places in <paramref name="nodes"/>; at least one.</param>
    /// <param name="now">Timestamp of the router's clock.</param>
    int Choose(NodeView[] nodes, ReadOnlySpan<int> eligible, long now);
}
