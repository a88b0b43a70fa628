namespace CdcReplicator.Cli;

/// <summary>The three parts of the demonstration that write gaps are compared over.</summary>
internal enum WritePhase
{
    /// <summary>All nodes live.</summary>
    Before,

    /// <summary>One applier killed.</summary>
    NodeDead,

    /// <summary>The killed one is back and catching up, and after.</summary>
    CatchingUp,
}
