namespace CdcReplicator.Nodes;

/// <summary>What trusted changes of one row come to.</summary>
internal enum TrustedFate : byte
{
    /// <summary>It goes, if it is there.</summary>
    Delete,

    /// <summary>It is inserted; if it is there after all, it is updated.</summary>
    Insert,

    /// <summary>It is inserted or updated.</summary>
    Upsert,

    /// <summary>It is updated; if it is missing, it is inserted.</summary>
    Update,
}
