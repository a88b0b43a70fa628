namespace CdcReplicator.Nodes;

/// <summary>One table of a batch of checked changes: what is known of its rows, and what the changes so far have made of them.</summary>
internal sealed class CheckedTable(BatchRules rules)
{
    private readonly Dictionary<KeyValue, CheckedRow> _rows = [];
    private readonly List<RowVersion> _appended = [];
    private readonly Dictionary<KeyValue, KeyValue>[] _taken =
    [
        .. rules.Uniques.Select(_ => new Dictionary<KeyValue, KeyValue>()),
    ];

    /// <summary>Its rules.</summary>
    public BatchRules Rules { get; } = rules;

    /// <summary>What is asked of the database, and what it said.</summary>
    public KnownTable Known { get; } = new(rules);

    /// <summary>Takes images in.</summary>
    public ImageReader Images { get; } = new(rules.Table);

    /// <summary>A row as it is now.</summary>
    public CheckedRow RowOf(KeyValue key) =>
        _rows.TryGetValue(key, out var row) ? row : CheckedRow.Untouched(Known.IsThere(key), Known.RowOf(key));

    /// <summary>Changes a row; values of unique constraints go with it.</summary>
    public void Set(KeyValue key, CheckedRow row, CheckedUndo undo)
    {
        undo.Add(_rows, key);
        var before = RowOf(key);
        _rows[key] = row;
        for (var unique = 0; unique < _taken.Length; unique++)
        {
            var columns = Rules.Uniques[unique];
            var old = TupleOf(before, columns);
            var now = TupleOf(row, columns);
            if (old is { } left && _taken[unique].TryGetValue(left, out var owner) && owner.Equals(key))
            {
                undo.Add(_taken[unique], left);
                _taken[unique].Remove(left);
            }

            if (now is { } taken)
            {
                undo.Add(_taken[unique], taken);
                _taken[unique][taken] = key;
            }
        }
    }

    /// <summary>Adds a row without key.</summary>
    public void Append(RowVersion row, CheckedUndo undo)
    {
        undo.Add(_appended);
        _appended.Add(row);
    }

    /// <summary>Whether no other row than one has the values of a unique constraint.</summary>
    public bool IsFree(int unique, KeyValue tuple, KeyValue key)
    {
        if (_taken[unique].TryGetValue(tuple, out var owner))
        {
            return owner.Equals(key);
        }

        if (Known.OwnerOf(unique, tuple) is not { } found || found.Equals(key))
        {
            return true;
        }

        // The row that had the values has lost them if the batch has deleted it or given it others, which would stand among those taken.
        return _rows.TryGetValue(found, out var row)
            && (!row.Exists || row.IsNew || row.Written?.Columns.CoverOf(Rules.Uniques[unique]) == ColumnCover.All);
    }

    /// <summary>What is to be written.</summary>
    public TableWrites ToWrites()
    {
        var writes = new TableWrites(Rules.Table);
        foreach (var (key, row) in _rows)
        {
            if (row.Existed && (!row.Exists || row.IsNew))
            {
                writes.Deletes.Add(key);
            }

            if (row is { Exists: true, Written: { } written })
            {
                if (row.IsNew)
                {
                    writes.Insert(written);
                }
                else if (Array.Exists(written.Columns.Columns, column => !Rules.Table.IsKey[column]))
                {
                    writes.Update(written, mustExist: true);
                }
            }
        }

        foreach (var row in _appended)
        {
            writes.Insert(row);
        }

        return writes;
    }

    private static KeyValue? TupleOf(CheckedRow row, int[] columns) =>
        row is { Exists: true, Written: { } written } && written.Columns.CoverOf(columns) == ColumnCover.All
            ? written.TupleOf(columns)
            : null;
}
