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
        if (Columns.CoverOf(table.Key) == ColumnCover.All)
        {
            return Columns;
        }

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

    /// <summary>The rows.</summary>
    public List<RowVersion> Rows { get; } = [];

    /// <summary>Forgets the rows; the room they took is used again.</summary>
    public void Clear()
    {
        Rows.Clear();
        MustExist = false;
    }

    /// <summary>Whether a row may not be inserted where it is missing, because not all of it is known.</summary>
    public bool MustExist { get; set; }
}
