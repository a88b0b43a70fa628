using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Rows of one table that are written alike.</summary>
internal sealed class WriteGroup(ColumnSet columns)
{
    private ColumnSet? _withKey;

    /// <summary>The columns that are written.</summary>
    public ColumnSet Columns { get; } = columns;

    /// <summary>The columns that are written and those of the key.</summary>
    public ColumnSet WithKey(TableMapping table)
    {
        if (_withKey is null)
        {
            var has = new bool[table.Columns.Length];
            for (var i = 0; i < has.Length; i++)
            {
                has[i] = Columns.Has(i) || table.IsKey[i];
            }

            _withKey = new ColumnSet(table, has);
        }

        return _withKey;
    }

    /// <summary>The rows: values at the places of the table's columns, the key's always among them.</summary>
    public List<DataValue[]> Rows { get; } = [];

    /// <summary>Whether a row may not be inserted where it is missing, because not all of it is known.</summary>
    public bool MustExist { get; set; }
}
