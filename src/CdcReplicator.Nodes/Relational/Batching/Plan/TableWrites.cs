namespace CdcReplicator.Nodes;

/// <summary>
/// What a batch comes to in one table, in the order in which it is written: everything deleted that must go, then
/// updates, then upserts, then inserts.
/// </summary>
internal sealed class TableWrites(TableMapping table)
{
    // Publishers may send any subset of columns; those of old batches need not be kept.
    private const int MaxGroups = 16;

    private readonly List<WriteGroup> _updates = [];
    private readonly List<WriteGroup> _upserts = [];
    private readonly List<WriteGroup> _inserts = [];

    /// <summary>The table.</summary>
    public TableMapping Table { get; } = table;

    /// <summary>Captured sources whose changes these are.</summary>
    public HashSet<string> Sources { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the table is emptied first.</summary>
    public bool Empties { get; set; }

    /// <summary>Keys of rows to delete.</summary>
    public List<KeyValue> Deletes { get; } = [];

    /// <summary>Whether nothing is written.</summary>
    public bool IsEmpty =>
        !Empties && Deletes.Count == 0 && !HasRows(_updates) && !HasRows(_upserts) && !HasRows(_inserts);

    /// <summary>Rows updated by key.</summary>
    public IReadOnlyList<WriteGroup> Updates => _updates;

    /// <summary>Rows inserted, or updated where their key exists.</summary>
    public IReadOnlyList<WriteGroup> Upserts => _upserts;

    /// <summary>Rows inserted; a key should not exist.</summary>
    public IReadOnlyList<WriteGroup> Inserts => _inserts;

    /// <summary>Forgets everything; the room it took is used again.</summary>
    public void Clear()
    {
        Empties = false;
        Sources.Clear();
        Deletes.Clear();
        foreach (var groups in (List<WriteGroup>[])[_updates, _upserts, _inserts])
        {
            groups.ForEach(group => group.Clear());
            if (groups.Count > MaxGroups)
            {
                groups.Clear();
            }
        }
    }

    /// <summary>Adds an update.</summary>
    public void Update(RowVersion row, bool mustExist)
    {
        var group = GroupOf(_updates, row.Columns);
        group.Rows.Add(row);
        group.MustExist |= mustExist;
    }

    /// <summary>Adds an upsert.</summary>
    public void Upsert(RowVersion row) => GroupOf(_upserts, row.Columns).Rows.Add(row);

    /// <summary>Adds an insert.</summary>
    public void Insert(RowVersion row) => GroupOf(_inserts, row.Columns).Rows.Add(row);

    private static bool HasRows(List<WriteGroup> groups) => groups.Exists(group => group.Rows.Count > 0);

    private static WriteGroup GroupOf(List<WriteGroup> groups, ColumnSet columns)
    {
        // Few sets of columns occur in a batch, mostly one.
        foreach (var group in groups)
        {
            if (group.Columns == columns)
            {
                return group;
            }
        }

        var added = new WriteGroup(columns);
        groups.Add(added);
        return added;
    }
}
