namespace CdcReplicator.Applier;

/// <summary>Why it is unknown whether a source's transaction came before.</summary>
internal enum SourceDoubt : byte
{
    /// <summary>No doubt.</summary>
    None,

    /// <summary>It stands before what came, but is none of that.</summary>
    BegunLower,

    /// <summary>What came is sent again, but something between is left out.</summary>
    LeavesOut,

    /// <summary>It stands at the place of the row before, and may be that or another.</summary>
    SamePlace,

    /// <summary>Its source sent transactions before and sends lone rows now, or the other way round.</summary>
    OtherForm,
}
