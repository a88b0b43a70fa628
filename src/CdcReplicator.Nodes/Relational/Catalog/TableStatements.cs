namespace CdcReplicator.Nodes;

/// <summary>The statements for one table, made once for each kind and set of columns.</summary>
internal sealed class TableStatements
{
    private const int MaxStatements = 1000;

    private readonly TableMapping _table;
    private readonly ISqlDialect _dialect;
    private readonly ColumnExpressions _columns;
    private readonly RowStatementText _text;
    private readonly Dictionary<(StatementKind, UInt128), RowStatement> _cache = [];
    private readonly Dictionary<(StatementKind, ColumnSet), RowStatement> _bySet = [];
    private string? _exists;
    private string? _delete;
    private string? _existsBeside;
    private string? _deleteBeside;

    /// <summary>Statements of a table.</summary>
    public TableStatements(TableMapping table, ISqlDialect dialect, bool keyArbitrates)
    {
        _table = table;
        _dialect = dialect;
        CanUpsert = keyArbitrates;
        _columns = new ColumnExpressions(table, dialect);
        _text = new RowStatementText(table, dialect, _columns);
    }

    /// <summary>Whether <see cref="StatementKind.Upsert"/> can be used.</summary>
    public bool CanUpsert { get; }

    /// <summary>The statement that writes what an image has.</summary>
    public RowStatement For(StatementKind kind, RowBuffer image)
    {
        // The set of columns is the key of the cache; tables wider than the mask are rare and do without.
        if (_table.Columns.Length > 128)
        {
            return _text.Make(kind, ColumnsOf(image));
        }

        UInt128 mask = 0;
        for (var i = 0; i < _table.Columns.Length; i++)
        {
            if (image.Has(i))
            {
                mask |= UInt128.One << i;
            }
        }

        if (!_cache.TryGetValue((kind, mask), out var statement))
        {
            if (_cache.Count >= MaxStatements)
            {
                _cache.Clear();
            }

            statement = _text.Make(kind, ColumnsOf(image));
            _cache.Add((kind, mask), statement);
        }

        return statement;
    }

    /// <summary>The statement that writes a set of columns.</summary>
    public RowStatement For(StatementKind kind, ColumnSet columns)
    {
        if (!_bySet.TryGetValue((kind, columns), out var statement))
        {
            if (_bySet.Count >= MaxStatements)
            {
                _bySet.Clear();
            }

            statement = _text.Make(kind, columns.Columns);
            _bySet.Add((kind, columns), statement);
        }

        return statement;
    }

    /// <summary>Whether a key exists; parameters: the key.</summary>
    public string Exists => _exists ??= $"SELECT 1 FROM {_dialect.Table(_table.Name)} WHERE {_columns.KeyCondition(1)}";

    /// <summary>Deletes a row; parameters: the key.</summary>
    public string Delete => _delete ??= $"DELETE FROM {_dialect.Table(_table.Name)} WHERE {_columns.KeyCondition(1)}";

    /// <summary>
    /// Whether a key exists as another row than a second key; parameters: both. Only the database knows which spellings
    /// mean one row.
    /// </summary>
    public string ExistsBeside => _existsBeside ??= $"{Exists} AND {_columns.OtherKeyCondition}";

    /// <summary>Deletes a row unless a second key means it too; parameters: both.</summary>
    public string DeleteBeside => _deleteBeside ??= $"{Delete} AND {_columns.OtherKeyCondition}";

    /// <summary>Has a row if the table has one.</summary>
    public string AnyRow => $"SELECT 1 FROM {_dialect.Table(_table.Name)} LIMIT 1";

    /// <summary>Empties the table.</summary>
    public string DeleteAll => $"DELETE FROM {_dialect.Table(_table.Name)}";

    /// <summary>Reads columns of a row; parameters: the key.</summary>
    public string Select(IReadOnlyList<int> columns) => Select(columns, _table.Key);

    /// <summary>Reads columns of the rows that have given values in some columns; parameters: those values.</summary>
    public string Select(IReadOnlyList<int> columns, int[] given) =>
        $"SELECT {_columns.SelectList(columns)} FROM {_dialect.Table(_table.Name)} WHERE "
        + _columns.Condition(given, 1);

    /// <summary>
    /// Reads the key of the rows, of two at most, that have given values in some columns; parameters: those values.
    /// </summary>
    /// <param name="columns">The columns.</param>
    /// <param name="haveNull">Whether NULL is among the values, which no index helps to find.</param>
    public string SelectKeysOf(int[] columns, bool haveNull) =>
        $"SELECT {_columns.SelectList(_table.Key)} FROM {_dialect.Table(_table.Name)} WHERE "
        + $"{(haveNull ? _columns.LikeCondition(columns, 1) : _columns.Condition(columns, 1))} LIMIT 2";

    /// <summary>After a query: the rows found stay until the transaction ends.</summary>
    public string HoldsRows => _dialect.HoldsRows;

    /// <summary>Reads the key of every row.</summary>
    public string SelectKeys => $"SELECT {_columns.SelectList(_table.Key)} FROM {_dialect.Table(_table.Name)}";

    /// <summary>Deletes one row that equals an image; parameters: the image's values at the columns.</summary>
    public string DeleteOneLike(int[] columns) =>
        $"DELETE FROM {_dialect.Table(_table.Name)} WHERE "
        + _dialect.OneRow(_table.Name, _columns.LikeCondition(columns, 1));

    /// <summary>
    /// Updates one row that equals an image; parameters: the new values, then the image's at the columns.
    /// </summary>
    public string UpdateOneLike(int[] written, int[] columns) =>
        $"UPDATE {_dialect.Table(_table.Name)} SET {_columns.Assignments(written)} WHERE "
        + _dialect.OneRow(_table.Name, _columns.LikeCondition(columns, written.Length + 1));

    private int[] ColumnsOf(RowBuffer image) =>
        [.. Enumerable.Range(0, _table.Columns.Length).Where(column => image.Has(column))];
}
