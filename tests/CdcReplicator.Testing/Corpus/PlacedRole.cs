namespace CdcReplicator.Testing;

/// <summary>What a recorded record is, as far as its place goes.</summary>
internal enum PlacedRole
{
    /// <summary>BEGIN of a transaction.</summary>
    Begin,

    /// <summary>END of a transaction.</summary>
    End,

    /// <summary>A row or message of a transaction.</summary>
    Row,

    /// <summary>A tombstone: follows the delete before it.</summary>
    Tombstone,

    /// <summary>A record of no transaction.</summary>
    Lone,

    /// <summary>The first row of a snapshot.</summary>
    FirstOfSnapshot,

    /// <summary>The last row of a snapshot.</summary>
    LastOfSnapshot,
}
