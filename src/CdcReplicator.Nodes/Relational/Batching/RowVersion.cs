using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Canonical values of a row, at the places of the table's columns. Never changed once made.</summary>
/// <param name="Columns">Which of them count.</param>
/// <param name="Values">One for each column of the table; those of the key are there whether or not they count.</param>
internal readonly record struct RowVersion(ColumnSet Columns, DataValue[] Values)
{
    /// <summary>This version with a later one written over it.</summary>
    public RowVersion With(RowVersion later, ColumnSets sets)
    {
        if (later.Columns.IsFull)
        {
            return later;
        }

        var values = (DataValue[])Values.Clone();
        foreach (var column in later.Columns.Columns)
        {
            values[column] = later.Values[column];
        }

        return new RowVersion(sets.Union(Columns, later.Columns), values);
    }

    /// <summary>The values at some places, or null if one of them is NULL.</summary>
    public KeyValue? TupleOf(int[] columns)
    {
        foreach (var column in columns)
        {
            if (Values[column].IsNull)
            {
                return null;
            }
        }

        return KeyValue.Of(Values, columns);
    }
}
