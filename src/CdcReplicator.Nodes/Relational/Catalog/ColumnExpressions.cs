namespace CdcReplicator.Nodes;

/// <summary>Parts of statements about a table's columns.</summary>
internal sealed class ColumnExpressions(TableMapping table, ISqlDialect dialect)
{
    /// <summary>Sets columns; their parameters come first.</summary>
    public string Assignments(IEnumerable<int> columns) =>
        string.Join(", ", columns.Select((c, i) => $"{Quoted(c)} = {Placeholder(c, i + 1)}"));

    /// <summary>The row of a key, whose parameters begin with a number.</summary>
    public string KeyCondition(int first) => Condition(table.Key, first);

    /// <summary>Not the row of a second key, whose parameters come after the first's.</summary>
    public string OtherKeyCondition => $"NOT ({KeyCondition(table.Key.Length + 1)})";

    /// <summary>The rows that have given values; one that is NULL finds none.</summary>
    public string Condition(int[] columns, int first) =>
        string.Join(
            " AND ",
            columns.Select((c, i) => $"{Quoted(c)} {table.EqualityOf(c)} {Placeholder(c, first + i)}")
        );

    /// <summary>The rows that have given values, NULL among them.</summary>
    public string LikeCondition(int[] columns, int first) =>
        string.Join(" AND ", columns.Select((c, i) => LikeCondition(c, Placeholder(c, first + i))));

    // IS NOT DISTINCT FROM looks for its equality by itself, and does not find one of another schema.
    private string LikeCondition(int column, string value) =>
        table.EqualityOf(column) is var equality and not "="
            ? $"({Quoted(column)} {equality} {value} OR ({Quoted(column)} IS NULL AND {value} IS NULL))"
            : dialect.SameValue(Quoted(column), value, table.Columns[column].Type);

    /// <summary>Columns as they are read.</summary>
    public string SelectList(IEnumerable<int> columns) =>
        string.Join(", ", columns.Select(c => dialect.Binding.SelectExpression(Quoted(c), table.Columns[c].Type)));

    /// <summary>The parameter of a number, as a value of a column.</summary>
    public string Placeholder(int column, int number) =>
        dialect.Binding.ParameterExpression($"${number}", table.Columns[column].Type);

    /// <summary>The name of a column.</summary>
    public string Quoted(int column) => dialect.Quote(table.Columns[column].Name);
}
