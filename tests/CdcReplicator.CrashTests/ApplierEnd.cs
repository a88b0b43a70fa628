namespace CdcReplicator.CrashTests;

/// <summary>What becomes of an applier that works while another one stands by.</summary>
internal enum ApplierEnd
{
    /// <summary>SIGTERM.</summary>
    Terminated,

    /// <summary>SIGKILL.</summary>
    Killed,

    /// <summary>SIGSTOP, and SIGCONT after the other one has taken over.</summary>
    StandingStill,
}
