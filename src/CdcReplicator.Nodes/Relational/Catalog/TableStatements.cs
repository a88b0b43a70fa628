using System.Text;

namespace CdcReplicator.Nodes;

/// <summary>The statements for one table, made once for each kind and set of columns.</summary>
internal sealed class TableStatements(TableMapping table, ISqlDialect dialect, bool keyArbitrates)
{
    private const int MaxStatements = 1000;
    private readonly Dictionary<(StatementKind, UInt128), RowStatement> _cache = [];
    private readonly Dictionary<(StatementKind, ColumnSet), RowStatement> _bySet = [];
    private string? _exists;
    private string? _delete;
    private string? _existsBeside;
    private string? _deleteBeside;

    /// <summary>Whether <see cref="StatementKind.Upsert"/> can be used.</summary>
    public bool CanUpsert => keyArbitrates;

    /// <summary>The statement that writes what an image has.</summary>
    public RowStatement For(StatementKind kind, RowBuffer image)
    {
        // The set of columns is the key of the cache; tables wider than the mask are rare and do without.
        if (table.Columns.Length > 128)
        {
            return Create(kind, ColumnsOf(image));
        }

        UInt128 mask = 0;
        for (var i = 0; i < table.Columns.Length; i++)
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

            statement = Create(kind, ColumnsOf(image));
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

            statement = Create(kind, columns.Columns);
            _bySet.Add((kind, columns), statement);
        }

        return statement;
    }

    /// <summary>Whether a key exists; parameters: the key.</summary>
    public string Exists => _exists ??= $"SELECT 1 FROM {dialect.Table(table.Name)} WHERE {KeyCondition(1)}";

    /// <summary>Deletes a row; parameters: the key.</summary>
    public string Delete => _delete ??= $"DELETE FROM {dialect.Table(table.Name)} WHERE {KeyCondition(1)}";

    /// <summary>
    /// Whether a key exists as another row than a second key; parameters: both. Only the database knows which spellings
    /// mean one row.
    /// </summary>
    public string ExistsBeside => _existsBeside ??= $"{Exists} AND {OtherKeyCondition}";

    /// <summary>Deletes a row unless a second key means it too; parameters: both.</summary>
    public string DeleteBeside => _deleteBeside ??= $"{Delete} AND {OtherKeyCondition}";

    /// <summary>Has a row if the table has one.</summary>
    public string AnyRow => $"SELECT 1 FROM {dialect.Table(table.Name)} LIMIT 1";

    /// <summary>Empties the table.</summary>
    public string DeleteAll => $"DELETE FROM {dialect.Table(table.Name)}";

    /// <summary>Reads columns of a row; parameters: the key.</summary>
    public string Select(IReadOnlyList<int> columns) => Select(columns, table.Key);

    /// <summary>Reads columns of the rows that have given values in some columns; parameters: those values.</summary>
    public string Select(IReadOnlyList<int> columns, int[] given) =>
        $"SELECT {SelectList(columns)} FROM {dialect.Table(table.Name)} WHERE {Condition(given, 1)}";

    /// <summary>
    /// Reads the key of the rows, of two at most, that have given values in some columns; parameters: those values.
    /// </summary>
    /// <param name="columns">The columns.</param>
    /// <param name="haveNull">Whether NULL is among the values, which no index helps to find.</param>
    public string SelectKeysOf(int[] columns, bool haveNull) =>
        $"SELECT {SelectList(table.Key)} FROM {dialect.Table(table.Name)} WHERE "
        + $"{(haveNull ? LikeCondition(columns, 1) : Condition(columns, 1))} LIMIT 2";

    /// <summary>After a query: the rows found stay until the transaction ends.</summary>
    public string HoldsRows => dialect.HoldsRows;

    /// <summary>Reads the key of every row.</summary>
    public string SelectKeys => $"SELECT {SelectList(table.Key)} FROM {dialect.Table(table.Name)}";

    /// <summary>Deletes one row that equals an image; parameters: the image's values at the columns.</summary>
    public string DeleteOneLike(int[] columns) =>
        $"DELETE FROM {dialect.Table(table.Name)} WHERE {dialect.OneRow(table.Name, LikeCondition(columns, 1))}";

    /// <summary>
    /// Updates one row that equals an image; parameters: the new values, then the image's at the columns.
    /// </summary>
    public string UpdateOneLike(int[] written, int[] columns) =>
        $"UPDATE {dialect.Table(table.Name)} SET {Assignments(written)} WHERE "
        + dialect.OneRow(table.Name, LikeCondition(columns, written.Length + 1));

    private int[] ColumnsOf(RowBuffer image) =>
        [.. Enumerable.Range(0, table.Columns.Length).Where(column => image.Has(column))];

    private RowStatement Create(StatementKind kind, int[] columns)
    {
        if (kind is StatementKind.Insert or StatementKind.Upsert)
        {
            return new RowStatement(InsertSql(kind, columns), columns);
        }

        int[] written =
        [
            .. columns.Where(c =>
                table.IsKey[c] ? kind == StatementKind.UpdateWithKey : !table.Columns[c].IdentityAlways
            ),
        ];
        var sql =
            written.Length == 0
                ? ""
                : $"UPDATE {dialect.Table(table.Name)} SET {Assignments(written)} WHERE "
                    + $"{KeyCondition(written.Length + 1)}";
        return new RowStatement(sql, written);
    }

    private string InsertSql(StatementKind kind, int[] columns)
    {
        if (columns.Length == 0)
        {
            return $"INSERT INTO {dialect.Table(table.Name)} DEFAULT VALUES";
        }

        var sql = new StringBuilder("INSERT INTO ").Append(dialect.Table(table.Name)).Append(" (");
        sql.AppendJoin(", ", columns.Select(Quoted)).Append(')');
        if (columns.Any(c => table.Columns[c].IdentityAlways))
        {
            sql.Append(" OVERRIDING SYSTEM VALUE");
        }

        sql.Append(" VALUES (").AppendJoin(", ", columns.Select((c, i) => Placeholder(c, i + 1))).Append(')');
        if (kind == StatementKind.Upsert)
        {
            var updated = columns.Where(c => !table.IsKey[c] && !table.Columns[c].IdentityAlways).ToArray();
            sql.Append(" ON CONFLICT (").AppendJoin(", ", table.Key.Select(Quoted)).Append(") DO ");
            sql.Append(updated.Length == 0 ? "NOTHING" : "UPDATE SET ");
            sql.AppendJoin(", ", updated.Select(c => $"{Quoted(c)} = excluded.{Quoted(c)}"));
        }

        return sql.ToString();
    }

    private string Assignments(IEnumerable<int> columns) =>
        string.Join(", ", columns.Select((c, i) => $"{Quoted(c)} = {Placeholder(c, i + 1)}"));

    private string KeyCondition(int first) => Condition(table.Key, first);

    private string OtherKeyCondition => $"NOT ({KeyCondition(table.Key.Length + 1)})";

    private string Condition(int[] columns, int first) =>
        string.Join(
            " AND ",
            columns.Select((c, i) => $"{Quoted(c)} {table.EqualityOf(c)} {Placeholder(c, first + i)}")
        );

    private string LikeCondition(int[] columns, int first) =>
        string.Join(" AND ", columns.Select((c, i) => LikeCondition(c, Placeholder(c, first + i))));

    // IS NOT DISTINCT FROM looks for its equality by itself, and does not find one of another schema.
    private string LikeCondition(int column, string value) =>
        table.EqualityOf(column) is var equality and not "="
            ? $"({Quoted(column)} {equality} {value} OR ({Quoted(column)} IS NULL AND {value} IS NULL))"
            : dialect.SameValue(Quoted(column), value, table.Columns[column].Type);

    private string SelectList(IEnumerable<int> columns) =>
        string.Join(", ", columns.Select(c => dialect.Binding.SelectExpression(Quoted(c), table.Columns[c].Type)));

    private string Placeholder(int column, int number) =>
        dialect.Binding.ParameterExpression($"${number}", table.Columns[column].Type);

    private string Quoted(int column) => dialect.Quote(table.Columns[column].Name);
}
