namespace CdcReplicator.Nodes;

/// <summary>What became of a change of the guard.</summary>
internal enum GuardChange
{
    /// <summary>It was made, or there was none to make.</summary>
    Done,

    /// <summary>The applier's role may not make it.</summary>
    Refused,

    /// <summary>Another session holds a lock.</summary>
    Locked,
}
