namespace CdcReplicator.Nodes;

/// <summary>
/// What is done with a node whose tables have rows, which has never had a position, and whose log is not empty.
/// </summary>
internal enum RowsWithoutPosition
{
    /// <summary>It halts: nothing tells which transactions of the log its rows hold.</summary>
    Halt,

    /// <summary>The whole log is applied to them: they are what every node had before the log began.</summary>
    Apply,
}
