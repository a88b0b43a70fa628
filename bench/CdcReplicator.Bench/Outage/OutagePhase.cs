namespace CdcReplicator.Bench;

/// <summary>The parts of a round.</summary>
internal enum OutagePhase
{
    /// <summary>Not measured: the start, and the writing of the backlog.</summary>
    Between,

    /// <summary>All nodes live.</summary>
    Before,

    /// <summary>One node is dead.</summary>
    Dead,

    /// <summary>It is back and catches up.</summary>
    CatchingUp,
}
