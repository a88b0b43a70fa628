namespace CdcReplicator.Nodes;

/// <summary>Which fields of an image are taken in.</summary>
internal enum ImageScope
{
    /// <summary>All; a field without column is refused.</summary>
    All,

    /// <summary>Those of the key; everything else is a filler or of no concern.</summary>
    Key,
}
