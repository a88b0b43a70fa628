namespace CdcReplicator.Nodes;

/// <summary>Rows of one table that are written alike.</summary>
internal sealed class WriteGroup(ColumnSet columns)
{
    private ColumnSet? _withKey;
    private IRowsAhead? _ahead;

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

    /// <summary>The rows. The work that makes them ahead reads them until it is disposed.</summary>
    public List<RowVersion> Rows { get; } = [];

    /// <summary>Keeps what is made ahead of these rows.</summary>
    public void Keep(IRowsAhead ahead) => _ahead = ahead;

    /// <summary>Gives away what was made ahead of these rows; null if nothing was, or if somebody has it.</summary>
    public IRowsAhead? TakeAhead()
    {
        (var ahead, _ahead) = (_ahead, null);
        return ahead;
    }

    /// <summary>Forgets the rows; the room they took is used again.</summary>
    public void Clear()
    {
        TakeAhead()?.Dispose();
        Rows.Clear();
        MustExist = false;
    }

    /// <summary>Whether a row may not be inserted where it is missing, because not all of it is known.</summary>
    public bool MustExist { get; set; }
}
