namespace CdcReplicator.Nodes;

/// <summary>
/// One table of a batch of checked changes: what is known of its rows, and what the changes so far have made of them.
/// </summary>
internal sealed class CheckedTable(BatchRules rules)
{
    private readonly Dictionary<KeyValue, CheckedRow> _rows = [];
    private readonly List<RowVersion> _appended = [];
    private readonly TableWrites _writes = new(rules.Table);
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

    /// <summary>
    /// Whether it is certain whether a row is there: it was asked for and answered, or the batch writes it, which fails
    /// if it was taken wrongly.
    /// </summary>
    public bool IsCertain(KeyValue key) => _rows.ContainsKey(key) || Known.IsAnswered(key);

    /// <summary>Changes a row; values of unique constraints go with it.</summary>
    public void Set(KeyValue key, CheckedRow row, CheckedUndo undo)
    {
        var isTouched = _rows.TryGetValue(key, out var before);
        undo.Add(this, key, isTouched ? before : null);
        _rows[key] = row;
        MoveUniques(key, before, row);
    }

    /// <summary>Takes a change of a row back; null for one that was not touched before.</summary>
    public void Restore(KeyValue key, CheckedRow? before)
    {
        MoveUniques(key, _rows[key], before.GetValueOrDefault());
        if (before is { } row)
        {
            _rows[key] = row;
        }
        else
        {
            _rows.Remove(key);
        }
    }

    /// <summary>Adds a row without key.</summary>
    public void Append(RowVersion row, CheckedUndo undo)
    {
        undo.Add(this);
        _appended.Add(row);
    }

    /// <summary>Takes the last row that was added back.</summary>
    public void RemoveAppended() => _appended.RemoveAt(_appended.Count - 1);

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

        // The row that had the values has lost them if the batch has deleted it or given it others, which would stand
        // among those taken.
        return _rows.TryGetValue(found, out var row)
            && (!row.Exists || row.IsNew || row.Written?.Columns.CoverOf(Rules.Uniques[unique]) == ColumnCover.All);
    }

    /// <summary>Whether it is certain which row has some values of a unique constraint, if any.</summary>
    public bool IsOwnerCertain(int unique, KeyValue tuple) =>
        _taken[unique].ContainsKey(tuple) || Known.IsOwnerAnswered(unique, tuple);

    /// <summary>Whether the answers are those the changes were decided on before there were any.</summary>
    /// <remarks>
    /// Values that somebody has were taken for free; that is still right if the batch has not given them to another.
    /// </remarks>
    public bool IsAsForeseen()
    {
        if (!Known.AreRowsAsForeseen())
        {
            return false;
        }

        for (var unique = 0; unique < _taken.Length; unique++)
        {
            foreach (var (tuple, owner) in Known.OwnersOf(unique))
            {
                if (
                    Known.IsAsked(unique, tuple)
                    || (_taken[unique].TryGetValue(tuple, out var taker) && !taker.Equals(owner))
                )
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Begins anew; the room that was taken is used again.</summary>
    public void Clear()
    {
        Undecide();
        Known.Clear();
    }

    /// <summary>Forgets what the changes have made of the rows, not what is known of these.</summary>
    public void Undecide()
    {
        _rows.Clear();
        _appended.Clear();
        _writes.Clear();
        Array.ForEach(_taken, taken => taken.Clear());
    }

    /// <summary>What is to be written; good until the table is cleared.</summary>
    public TableWrites ToWrites()
    {
        foreach (var (key, row) in _rows)
        {
            if (row.Existed && (!row.Exists || row.IsNew))
            {
                _writes.Deletes.Add(key);
            }

            if (row is { Exists: true, Written: { } written })
            {
                if (row.IsNew)
                {
                    _writes.Insert(written);
                }
                else if (written.Columns.WritesBesideKey)
                {
                    _writes.Update(written, mustExist: true);
                }
            }
        }

        foreach (var row in _appended)
        {
            _writes.Insert(row);
        }

        return _writes;
    }

    /// <summary>
    /// Gives the values a row had up, and takes those it has. No other row has them: see <see cref="IsFree"/>.
    /// </summary>
    private void MoveUniques(KeyValue key, in CheckedRow before, in CheckedRow now)
    {
        for (var unique = 0; unique < _taken.Length; unique++)
        {
            var columns = Rules.Uniques[unique];
            if (
                TupleOf(before, columns) is { } left
                && _taken[unique].TryGetValue(left, out var owner)
                && owner.Equals(key)
            )
            {
                _taken[unique].Remove(left);
            }

            if (TupleOf(now, columns) is { } taken)
            {
                _taken[unique][taken] = key;
            }
        }
    }

    private static KeyValue? TupleOf(CheckedRow row, int[] columns) =>
        row.Exists ? row.Written?.TupleOf(columns) : null;
}
