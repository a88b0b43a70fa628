namespace CdcReplicator.Model;

/// <summary>Place of a row in a publisher's initial snapshot (<c>source.snapshot</c>).</summary>
internal enum SnapshotMark : byte
{
    /// <summary>Not a snapshot row.</summary>
    None,

    /// <summary>The first row of all. Not every snapshot sends it.</summary>
    First,

    /// <summary>The first row of a table, but not of all.</summary>
    FirstOfTable,

    /// <summary>A row between.</summary>
    Middle,

    /// <summary>The last row: rows the finished snapshot did not bring must go.</summary>
    Last,

    /// <summary>A row of an incremental snapshot: an upsert like any other.</summary>
    Incremental,
}
