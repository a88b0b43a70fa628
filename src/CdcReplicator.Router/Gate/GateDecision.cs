namespace CdcReplicator.Router;

/// <summary>Whether a node may serve a read, and if not, why.</summary>
internal enum GateDecision : byte
{
    /// <summary>It may.</summary>
    Serves,

    /// <summary>Its state does not serve reads.</summary>
    StateRefuses,

    /// <summary>An operator has drained it.</summary>
    Drained,

    /// <summary>Its applier's heartbeat is too old: nobody vouches for its state.</summary>
    HeartbeatLost,

    /// <summary>Its proof is too old, or it has none, and the router asks for one.</summary>
    NotProved,

    /// <summary>It has not applied what the read asks for, or its position is unknown.</summary>
    TooFarBehind,

    /// <summary>It could, but it lags so much that it is left alone while others can.</summary>
    BeyondLagLimit,
}
