namespace CdcReplicator;

/// <summary>The state of a node, derived from facts.</summary>
public enum NodeState : byte
{
    /// <summary>Its applier is starting.</summary>
    Joining,

    /// <summary>It is being filled from a donor, or depends on a publisher's snapshot that has not ended.</summary>
    Seeding,

    /// <summary>It replays a backlog.</summary>
    CatchingUp,

    /// <summary>It follows the log.</summary>
    Active,

    /// <summary>It follows, but its lag is above the lag bound.</summary>
    Lagging,

    /// <summary>Unreachable; retried.</summary>
    Failed,

    /// <summary>Needs a person.</summary>
    Halted,

    /// <summary>Out of reads, repairable.</summary>
    Diverged,

    /// <summary>Removed from the cluster.</summary>
    Left,

    /// <summary>
    /// Out of reads: the log no longer holds what it has not applied. It must be seeded again from another node.
    /// </summary>
    BehindRetention,

    /// <summary>
    /// Stopped by an operator's order at one record of the log. It serves what it has, and goes on when it is resumed.
    /// </summary>
    Paused,

    /// <summary>Out of reads while it changes its tables as the log orders.</summary>
    Migrating,
}
