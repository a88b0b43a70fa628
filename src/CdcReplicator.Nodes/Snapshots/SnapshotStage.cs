namespace CdcReplicator.Nodes;

/// <summary>How far a source's snapshot has come in the log.</summary>
internal enum SnapshotStage
{
    /// <summary>It has begun and not ended: the node holds a part of it.</summary>
    Open,

    /// <summary>It has begun, its end was not seen, and the source streams. So it seems to be over.</summary>
    Streaming,

    /// <summary>It has ended, or nothing more is expected of it.</summary>
    Over,
}
