namespace CdcReplicator.Model;

/// <summary>Rows of a transaction that may stand in memory one behind the other.</summary>
public interface IAdjacentRows : IEnumerable<RowChange>
{
    /// <summary>All rows, if they do.</summary>
    bool TryGetRows(out ReadOnlyMemory<RowChange> rows);
}
