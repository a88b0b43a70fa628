namespace CdcReplicator.Nodes;

/// <summary>How many of some columns a row brings.</summary>
internal enum ColumnCover
{
    /// <summary>None.</summary>
    None,

    /// <summary>Some, not all.</summary>
    Some,

    /// <summary>All.</summary>
    All,
}
