namespace CdcReplicator.Nodes;

/// <summary>What a database transaction has touched. What a savepoint has undone may be in it too.</summary>
internal sealed class TouchedTables
{
    private readonly HashSet<TableMapping> _all = [];
    private readonly HashSet<TableMapping> _withDeletes = [];
    private readonly HashSet<(string Source, TableName Table)> _bySource = [];

    private readonly Dictionary<(TableMapping Table, int Column), long> _numbersAsText = [];

    /// <summary>Numbers written as text, by column.</summary>
    public IReadOnlyDictionary<(TableMapping Table, int Column), long> NumbersAsText => _numbersAsText;

    /// <summary>All of them: written, looked at to decide, or meant by a change that was refused.</summary>
    public IReadOnlyCollection<TableMapping> All => _all;

    /// <summary>Those of which rows were deleted.</summary>
    public IReadOnlyCollection<TableMapping> WithDeletes => _withDeletes;

    /// <summary>Those that captured sources have written.</summary>
    public IReadOnlyCollection<(string Source, TableName Table)> BySource => _bySource;

    /// <summary>The versions of all.</summary>
    public IReadOnlyCollection<TableVersion> Versions => [.. _all.Select(table => table.Version)];

    /// <summary>A table is touched.</summary>
    public void Touch(TableMapping table) => _all.Add(table);

    /// <summary>A captured source writes a table.</summary>
    public void Touch(string source, TableName table) => _bySource.Add((source, table));

    /// <summary>A number is written as text.</summary>
    public void NoteNumberAsText(TableMapping table, int column) =>
        _numbersAsText[(table, column)] = _numbersAsText.GetValueOrDefault((table, column)) + 1;

    /// <summary>Rows of a table are deleted.</summary>
    public void Delete(TableMapping table)
    {
        _all.Add(table);
        _withDeletes.Add(table);
    }

    /// <summary>A plan is written.</summary>
    public void Add(BatchPlan plan)
    {
        foreach (var writes in plan.ParentsFirst)
        {
            _all.Add(writes.Table);
            foreach (var source in writes.Sources)
            {
                _bySource.Add((source, writes.Table.Name));
            }

            if (writes.Empties || writes.Deletes.Count > 0)
            {
                _withDeletes.Add(writes.Table);
            }
        }
    }
}
