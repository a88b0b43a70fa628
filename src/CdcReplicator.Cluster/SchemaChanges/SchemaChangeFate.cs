namespace CdcReplicator.Cluster;

/// <summary>What has become of a schema change on a node.</summary>
internal enum SchemaChangeFate : byte
{
    /// <summary>The node has not come to it, or is making it.</summary>
    Waiting,

    /// <summary>The node's tables are changed.</summary>
    Done,

    /// <summary>The node has passed over it: it was made for another version, or an operator skipped it.</summary>
    PassedOver,

    /// <summary>The node is past it, and a later change hides whether it was made.</summary>
    Past,

    /// <summary>The node has halted at it.</summary>
    Halted,

    /// <summary>The node's applier does not live.</summary>
    Away,
}
