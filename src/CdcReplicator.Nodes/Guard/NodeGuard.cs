namespace CdcReplicator.Nodes;

/// <summary>Whether a node refuses changes of replicated tables that come round the log.</summary>
internal enum NodeGuard
{
    /// <summary>It refuses them until it is unlocked.</summary>
    On,

    /// <summary>It takes them. Nobody learns of them before the next comparison.</summary>
    Off,
}
