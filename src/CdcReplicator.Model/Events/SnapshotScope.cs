namespace CdcReplicator.Model;

/// <summary>Which tables the snapshots of a source are of (<c>Sources:NAME:Snapshots</c>).</summary>
internal enum SnapshotScope
{
    /// <summary>
    /// It is not said. A table that a snapshot brings no row of may be empty in the source, or not be meant by it.
    /// </summary>
    Unsaid,

    /// <summary>Of all tables: one that is not brought is empty in the source.</summary>
    Whole,

    /// <summary>Of some tables, on demand: those that are not brought stay as they are.</summary>
    ByTable,
}
