using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Which columns of a table a row brings. One instance for each set, so that rows can be grouped by reference.
/// </summary>
internal sealed class ColumnSet
{
    private readonly bool[] _has;

    /// <summary>A set; <see cref="ColumnSets"/> makes them.</summary>
    public ColumnSet(TableMapping table, bool[] has)
    {
        _has = has;
        Columns = [.. Enumerable.Range(0, has.Length).Where(column => has[column])];
        MayInsert = Enumerable
            .Range(0, has.Length)
            .All(column => has[column] || !IsRequired(table.Columns[column]) || table.Columns[column].HasDefault);
        WritesBesideKey = Array.Exists(Columns, column => !table.IsKey[column]);
        IsFull = Enumerable.Range(0, has.Length).All(column => has[column] || table.Columns[column].Generated);
    }

    /// <summary>Places of the columns, ascending.</summary>
    public int[] Columns { get; }

    /// <summary>Whether nothing is missing that can be written.</summary>
    public bool IsFull { get; }

    /// <summary>Whether one of them is no column of the key.</summary>
    public bool WritesBesideKey { get; }

    /// <summary>Whether a row can be inserted that brings these columns alone.</summary>
    public bool MayInsert { get; }

    /// <summary>Whether the column at a place is in it.</summary>
    public bool Has(int column) => _has[column];

    /// <summary>How many of these columns are in it: all, none, or some.</summary>
    public ColumnCover CoverOf(int[] columns)
    {
        var count = 0;
        foreach (var column in columns)
        {
            count += _has[column] ? 1 : 0;
        }

        return count == 0 ? ColumnCover.None
            : count == columns.Length ? ColumnCover.All
            : ColumnCover.Some;
    }

    private static bool IsRequired(ColumnDefinition column) =>
        column is { Nullable: false, Generated: false, IdentityAlways: false };
}
