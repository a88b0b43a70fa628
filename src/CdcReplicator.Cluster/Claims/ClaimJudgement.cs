namespace CdcReplicator.Cluster;

/// <summary>What a claim means to the applier that works on the node.</summary>
internal enum ClaimJudgement : byte
{
    /// <summary>Nothing: it is this applier's own, or came before its own, so that the other one judges.</summary>
    NotMine,

    /// <summary>Another applier has opened the same database: it stands by, and the fence keeps it harmless.</summary>
    SameDatabase,

    /// <summary>Another database is opened under the same name: it is refused.</summary>
    OtherDatabase,

    /// <summary>
    /// This applier's own name is not in its database: it was restored from a backup meanwhile, or is another one. The
    /// node is opened again, and nothing is said before that.
    /// </summary>
    Unsure,
}
