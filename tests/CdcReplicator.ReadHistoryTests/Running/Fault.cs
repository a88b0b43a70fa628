namespace CdcReplicator.ReadHistoryTests;

internal enum Fault
{
    /// <summary>The applier is killed and started again.</summary>
    Kill,

    /// <summary>The applier is stopped (SIGSTOP) and goes on: its node lags.</summary>
    Stop,

    /// <summary>An operator drains the node and lets it in again.</summary>
    Drain,

    /// <summary>
    /// A record comes that does not fit the node's tables: its applier halts, until the table is put right.
    /// </summary>
    Halt,

    /// <summary>The node is shown as diverged in place of its applier, which is down.</summary>
    Diverge,

    /// <summary>A publisher's snapshot begins and does not end: all nodes are seeding until it does.</summary>
    Seed,

    /// <summary>The node's server is killed and started again.</summary>
    KillServer,

    /// <summary>All processes of the node's server are stopped and go on: whoever asks it waits.</summary>
    StopServer,

    /// <summary>The node's connections are cut, and new ones too.</summary>
    Cut,

    /// <summary>What is said on the node's connections takes long.</summary>
    Slow,
}
