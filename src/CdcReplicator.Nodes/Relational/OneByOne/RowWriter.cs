using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// What checked and trusted writing share: the images of the current change, and statements run with them.
/// </summary>
internal abstract class RowWriter(NodeSession session, NodeCatalog catalog, TouchedTables touched)
{
    private readonly List<BoundValue> _parameters = [];

    /// <summary>The node's tables.</summary>
    protected NodeCatalog Catalog { get; } = catalog;

    /// <summary>The record's key.</summary>
    protected RowBuffer Key { get; } = new();

    /// <summary>The old values.</summary>
    protected RowBuffer Before { get; } = new();

    /// <summary>The new values.</summary>
    protected RowBuffer After { get; } = new();

    /// <summary>The tables changes were written to, or were to be.</summary>
    protected TouchedTables Touched { get; } = touched;

    /// <summary>The table of the change at hand, as far as it is known.</summary>
    public TableName? CurrentTable { get; protected set; }

    /// <summary>The row of the change at hand, as far as it is known.</summary>
    public RowKey? CurrentKey { get; protected set; }

    /// <summary>
    /// The column of the change at hand whose new value the database refuses as such; null if it does not know.
    /// </summary>
    public async Task<string?> FindRefusedColumnAsync(IRelationalDatabase database, CancellationToken stop) =>
        CurrentTable is { } name && Catalog.Find(name) is { } table && After.IsLoaded
            ? await RefusedColumn
                .FindAsync(database, table, ColumnsOf(table, After), column => After[column], stop)
                .ConfigureAwait(false)
            : null;

    /// <summary>Writes what an image has; the number of rows written.</summary>
    protected Task<int> WriteAsync(StatementKind kind, TableMapping table, RowKey? where, CancellationToken stop)
    {
        var statement = table.Statements.For(kind, After);
        _parameters.Clear();
        AddValues(table, statement.Columns, After);
        where?.AddTo(_parameters);
        return session.ExecuteAsync(statement.Sql, _parameters, stop);
    }

    /// <summary>
    /// Updates a row by its key. If there is nothing to write, it only asks whether the row exists. Whether it is
    /// there.
    /// </summary>
    protected async Task<bool> UpdateAsync(StatementKind kind, RowKey where, CancellationToken stop) =>
        where.Table.Statements.For(kind, After).Sql.Length == 0
            ? await ExistsAsync(where, stop).ConfigureAwait(false)
            : await WriteAsync(kind, where.Table, where, stop).ConfigureAwait(false) > 0;

    /// <summary>Whether a row is there.</summary>
    protected Task<bool> ExistsAsync(RowKey key, CancellationToken stop) =>
        session.AnyAsync(key.Table.Statements.Exists, ParametersOf(key), stop);

    /// <summary>Whether a row is there under a key, and is another one than that of a second key.</summary>
    protected Task<bool> ExistsBesideAsync(RowKey key, RowKey other, CancellationToken stop) =>
        session.AnyAsync(key.Table.Statements.ExistsBeside, ParametersOf(key, other), stop);

    /// <summary>Deletes a row; whether it was there.</summary>
    protected async Task<bool> DeleteAsync(RowKey key, CancellationToken stop) =>
        await session.ExecuteAsync(key.Table.Statements.Delete, ParametersOf(key), stop).ConfigureAwait(false) > 0;

    /// <summary>Deletes the row under a key, unless it is that of a second key.</summary>
    protected Task<int> DeleteBesideAsync(RowKey key, RowKey other, CancellationToken stop) =>
        session.ExecuteAsync(key.Table.Statements.DeleteBeside, ParametersOf(key, other), stop);

    /// <summary>Empties a table.</summary>
    protected Task<int> DeleteAllAsync(TableMapping table, CancellationToken stop)
    {
        _parameters.Clear();
        return session.ExecuteAsync(table.Statements.DeleteAll, _parameters, stop);
    }

    /// <summary>Deletes one of the rows that equal the old values; whether there was one.</summary>
    protected async Task<bool> DeleteOneLikeBeforeAsync(TableMapping table, CancellationToken stop)
    {
        var columns = ColumnsOf(table, Before);
        _parameters.Clear();
        AddValues(table, columns, Before);
        var sql = table.Statements.DeleteOneLike(columns);
        return await session.ExecuteAsync(sql, _parameters, stop).ConfigureAwait(false) > 0;
    }

    /// <summary>Updates one of the rows that equal the old values; whether there was one.</summary>
    protected async Task<bool> UpdateOneLikeBeforeAsync(TableMapping table, CancellationToken stop)
    {
        var written = ColumnsOf(table, After);
        var columns = ColumnsOf(table, Before);
        _parameters.Clear();
        AddValues(table, written, After);
        AddValues(table, columns, Before);
        var sql = table.Statements.UpdateOneLike(written, columns);
        return await session.ExecuteAsync(sql, _parameters, stop).ConfigureAwait(false) > 0;
    }

    /// <summary>Current values of the columns an image has, in table order; null if the row is missing.</summary>
    protected Task<DataValue[]?> ReadAsync(RowKey key, int[] columns, CancellationToken stop) =>
        session.FirstRowAsync(
            key.Table.Statements.Select(columns),
            ParametersOf(key),
            Array.ConvertAll(columns, column => key.Table.Columns[column].Type),
            stop
        );

    /// <summary>Finds a row by the columns its record's key has; null if there is none.</summary>
    /// <exception cref="NodeFaultException">Several rows have these values.</exception>
    protected async Task<RowKey?> FindAsync(TableMapping table, CancellationToken stop)
    {
        var columns = ColumnsOf(table, Key);
        return await KeysLikeAsync(table, columns, Key, stop).ConfigureAwait(false) switch
        {
            [] => null,
            [var found] => found,
            _ => throw ChangeFaults.SeveralRows(table.Name, columns.Select(column => table.Columns[column].Name)),
        };
    }

    /// <summary>The keys of the rows that have an image's values at some columns; two at most.</summary>
    protected async Task<IReadOnlyList<RowKey>> KeysLikeAsync(
        TableMapping table,
        int[] columns,
        RowBuffer image,
        CancellationToken stop
    )
    {
        _parameters.Clear();
        AddValues(table, columns, image);
        var sql = table.Statements.SelectKeysOf(columns, Array.Exists(columns, column => image[column].IsNull));
        var types = Array.ConvertAll(table.Key, column => table.Columns[column].Type);
        var found = new List<RowKey>();
        await foreach (var values in session.RowsAsync(sql, _parameters, types, stop).ConfigureAwait(false))
        {
            found.Add(new RowKey(table, values));
        }

        return found;
    }

    /// <summary>Places of the columns an image has.</summary>
    protected static int[] ColumnsOf(TableMapping table, RowBuffer image)
    {
        var columns = new List<int>(table.Columns.Length);
        for (var i = 0; i < table.Columns.Length; i++)
        {
            if (image.Has(i))
            {
                columns.Add(i);
            }
        }

        return [.. columns];
    }

    /// <summary>
    /// Whether the new values write another key: that of another row, or another spelling of the row's own.
    /// </summary>
    protected bool MovesKey(RowKey from)
    {
        for (var i = 0; i < from.Values.Length; i++)
        {
            var column = from.Table.Key[i];
            if (After.Has(column) && After[column] != from.Values[i])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The key the row has after the change.</summary>
    protected RowKey KeyAfter(RowKey from)
    {
        var values = new DataValue[from.Values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var column = from.Table.Key[i];
            values[i] = After.Has(column) ? After[column] : from.Values[i];
        }

        return new RowKey(from.Table, values);
    }

    private List<BoundValue> ParametersOf(params ReadOnlySpan<RowKey> keys)
    {
        _parameters.Clear();
        foreach (var key in keys)
        {
            key.AddTo(_parameters);
        }

        return _parameters;
    }

    private void AddValues(TableMapping table, int[] columns, RowBuffer image)
    {
        foreach (var column in columns)
        {
            _parameters.Add(new BoundValue(image[column], table.Columns[column].Type));
        }
    }
}
