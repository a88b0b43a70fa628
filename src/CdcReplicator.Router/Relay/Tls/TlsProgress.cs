namespace CdcReplicator.Router;

/// <summary>How far a handshake is.</summary>
internal enum TlsProgress : byte
{
    /// <summary>Something must arrive first.</summary>
    WantsToRead,

    /// <summary>There must be room to send first.</summary>
    WantsToWrite,

    /// <summary>Both sides are sure of each other.</summary>
    Done,
}
