namespace CdcReplicator.Applier;

/// <summary>What trouble leads to.</summary>
internal enum TroubleStep : byte
{
    /// <summary>To nothing now.</summary>
    GoOn,

    /// <summary>Open the node again, now.</summary>
    Open,

    /// <summary>Open the node again after a pause.</summary>
    Retry,

    /// <summary>Look after a pause whether the other applier still works.</summary>
    StandBy,

    /// <summary>Rest, until an operator lets it go on.</summary>
    Pause,

    /// <summary>Halt: it needs a person, or has to heal.</summary>
    Halt,
}
