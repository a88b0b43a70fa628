namespace CdcReplicator.ReadHistory;

/// <summary>Mistakes that a router could make; the host makes them by asking the real router for something else than the read was asked for.</summary>
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
}
