namespace CdcReplicator.Model;

/// <summary>Place of a row in a publisher's initial snapshot (<c>source.snapshot</c>).</summary>
public enum SnapshotMark : byte
{
    /// <summary>Not a snapshot row.</summary>
    None,

    /// <summary>The first row: voids what an unfinished earlier snapshot brought.</summary>
    First,

    /// <summary>A row between.</summary>
    Middle,

    /// <summary>The last row: rows the finished snapshot did not bring must go.</summary>
    Last,

    /// <summary>A row of an incremental snapshot: an upsert like any other.</summary>
    Incremental,
}
