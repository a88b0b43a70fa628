namespace CdcReplicator.Applier;

/// <summary>What an applier is doing.</summary>
internal enum ApplierPhase : byte
{
    /// <summary>Not started.</summary>
    New,

    /// <summary>Opening the node.</summary>
    Opening,

    /// <summary>Comparing the log with the node's position.</summary>
    Verifying,

    /// <summary>Applying.</summary>
    Following,

    /// <summary>Pausing after a fault, or standing by.</summary>
    Waiting,

    /// <summary>At rest at an operator's order.</summary>
    Paused,

    /// <summary>Needs a person.</summary>
    Halted,
}
