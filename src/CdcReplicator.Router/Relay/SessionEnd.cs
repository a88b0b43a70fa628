namespace CdcReplicator.Router;

/// <summary>Why a session ended.</summary>
internal enum SessionEnd : byte
{
    /// <summary>The client closed it.</summary>
    Client,

    /// <summary>The node closed it and said why.</summary>
    Node,

    /// <summary>The node closed it without a reason.</summary>
    NodeLost,

    /// <summary>The node left the read set.</summary>
    HandedOver,

    /// <summary>One side took nothing for too long.</summary>
    Stalled,

    /// <summary>The relay stopped.</summary>
    Stopped,

    /// <summary>The client asked the relay for something when it was too late.</summary>
    Refused,
}
