using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Counts the rows of a range, and keeps the key of the last one. The key of a range with an end is of whole numbers.
/// </summary>
internal sealed class RangeEnd(TableDefinition table, IReadOnlyList<ColumnDefinition> columns, RowRange range)
{
    private readonly int[] _keyPlaces =
    [
        .. columns.Select(column => range.MaxRows is null ? -1 : table.PrimaryKey.ToList().IndexOf(column.Name)),
    ];
    private readonly long[] _last = new long[table.PrimaryKey.Count];
    private long _left = range.MaxRows ?? long.MaxValue;

    /// <summary>The key of the last row, if all the rows that were asked for were there.</summary>
    public IReadOnlyList<long>? Key => _left == 0 ? [.. _last] : null;

    /// <summary>Whether the value of a column is wanted for <see cref="Set"/>.</summary>
    public bool IsKey(int column) => _keyPlaces[column] >= 0;

    /// <summary>Takes a part of a row's key.</summary>
    /// <exception cref="NodeFaultException">It is no whole number.</exception>
    public void Set(int column, in DataValue value)
    {
        var place = _keyPlaces[column];
        _last[place] =
            value.Kind == DataKind.Integer
                ? value.AsInt64()
                : throw NodeFaults.Mendable(
                    $"A row of {table.Name} has no whole number as {table.PrimaryKey[place]}, a part of its key.",
                    "Correct the row."
                );
    }

    /// <summary>Counts a row.</summary>
    public void Count() => _left--;
}
