namespace CdcReplicator.Model;

/// <summary>Rows of a transaction that may stand in memory one after the other.</summary>
internal interface IAdjacentRows : IEnumerable<RowChange>
{
    /// <summary>
    /// How many they are at most, known without reading them: a key change that is folded into one counts as two.
    /// </summary>
    long Count { get; }

    /// <summary>All rows, if they do.</summary>
    bool TryGetRows(out ReadOnlyMemory<RowChange> rows);
}
