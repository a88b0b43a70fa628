namespace CdcReplicator.Nodes;

/// <summary>The phases of a seed, in their order.</summary>
internal enum SeedPhase
{
    /// <summary>Types and tables are made.</summary>
    Schema,

    /// <summary>What an earlier try has copied is compared with the donor, and mended.</summary>
    Check,

    /// <summary>Rows are copied.</summary>
    Copy,

    /// <summary>Keys, indexes and constraints are made.</summary>
    Indexes,

    /// <summary>State and position are written.</summary>
    Finish,
}
