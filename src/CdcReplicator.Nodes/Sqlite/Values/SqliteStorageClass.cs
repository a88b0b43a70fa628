namespace CdcReplicator.Nodes;

/// <summary>SQLite's five storage classes, by SQLite's own numbers.</summary>
internal enum SqliteStorageClass
{
    /// <summary>A 64-bit integer.</summary>
    Integer = 1,

    /// <summary>A double.</summary>
    Real = 2,

    /// <summary>Text.</summary>
    Text = 3,

    /// <summary>Bytes.</summary>
    Blob = 4,

    /// <summary>NULL.</summary>
    Null = 5,
}
