namespace CdcReplicator.ReadHistory;

/// <summary>
/// Mistakes that a router could make; the host makes them by asking the real router for something else than the read
/// was asked for, or by telling it something else of its nodes.
/// </summary>
public enum PlantedBug
{
    /// <summary>No mistake.</summary>
    None,

    /// <summary>Reads are routed as if nobody had a token.</summary>
    TokenIgnored,

    /// <summary>The log's end is learned once and then kept, so that every node's lag looks small.</summary>
    StaleLag,

    /// <summary>If some node has the position, any node will do.</summary>
    SomeNodeHasIt,

    /// <summary>A living node is read whatever it says of itself, and whatever an operator says of it.</summary>
    StateIgnored,
}
