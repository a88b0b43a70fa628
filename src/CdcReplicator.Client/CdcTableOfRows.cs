namespace CdcReplicator;

/// <summary>
/// One table of a transaction whose whole rows are <typeparamref name="TRow"/>, see
/// <see cref="CdcTransaction.Table{TRow}()"/>. Rows that mean different things are given by name (<c>key:</c>,
/// <c>set:</c>, <c>expect:</c>), so that none stands in the place of another. Rows are what
/// <see cref="CdcTransaction"/> takes. Not safe for concurrent use.
/// </summary>
public sealed class CdcTable<TRow>
    where TRow : notnull
{
    private readonly CdcTable _table;

    internal CdcTable(CdcTable table)
    {
        _table = table;
    }

    /// <summary><c>table</c> or <c>schema.table</c>, as given or as the type says.</summary>
    public string Name => _table.Name;

    /// <summary>Adds a row. The transaction is rejected if its key exists.</summary>
    /// <param name="row">The row. Columns that are left out get NULL or the table's default.</param>
    /// <returns>This table, for its next change.</returns>
    /// <exception cref="ArgumentException">The row has no columns.</exception>
    /// <exception cref="InvalidOperationException">The transaction was committed before.</exception>
    public CdcTable<TRow> Insert(TRow row)
    {
        _table.Insert(row);
        return this;
    }

    /// <summary>Adds a row, or changes the given columns of the row that has its key.</summary>
    /// <param name="row">The row, complete enough to be inserted.</param>
    /// <returns>This table, for its next change.</returns>
    /// <exception cref="ArgumentException">The row has no columns.</exception>
    /// <exception cref="InvalidOperationException">The transaction was committed before.</exception>
    public CdcTable<TRow> Upsert(TRow row)
    {
        _table.Upsert(row);
        return this;
    }

    /// <summary>Changes some columns of a row. The transaction is rejected if there is no row of that key.</summary>
    /// <param name="byName">Not passed; it makes the names of the others necessary.</param>
    /// <param name="key">All key columns. Required.</param>
    /// <param name="set">The columns to change; key columns may be among them. Required.</param>
    /// <param name="expect">
    /// Values that columns of the row must have now; the transaction is rejected if one differs. Default: none.
    /// </param>
    /// <returns>This table, for its next change.</returns>
    /// <exception cref="ArgumentNullException">There is no <c>key:</c> or no <c>set:</c>.</exception>
    /// <exception cref="ArgumentException">One of the rows has no columns.</exception>
    /// <exception cref="InvalidOperationException">The transaction was committed before.</exception>
    public CdcTable<TRow> Update(
        ArgumentsByName? byName = null,
        object? key = null,
        object? set = null,
        object? expect = null
    )
    {
        _table.Update(byName, key, set, expect);
        return this;
    }

    /// <summary>Removes a row. The transaction is rejected if there is no row of that key.</summary>
    /// <param name="byName">Not passed; it makes the names of the others necessary.</param>
    /// <param name="key">All key columns. Required.</param>
    /// <param name="expect">
    /// Values that columns of the row must have now; the transaction is rejected if one differs. Default: none.
    /// </param>
    /// <returns>This table, for its next change.</returns>
    /// <exception cref="ArgumentNullException">There is no <c>key:</c>.</exception>
    /// <exception cref="ArgumentException">One of the rows has no columns.</exception>
    /// <exception cref="InvalidOperationException">The transaction was committed before.</exception>
    public CdcTable<TRow> Delete(ArgumentsByName? byName = null, object? key = null, object? expect = null)
    {
        _table.Delete(byName, key, expect);
        return this;
    }
}
