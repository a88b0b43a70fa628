using CdcReplicator.Client;
using CdcReplicator.Model;

namespace CdcReplicator;

/// <summary>
/// Collects the changes of one transaction; nothing is sent before <see cref="CommitAsync"/>. Applied whole or not at
/// all, in the order given. Not safe for concurrent use; used once.
/// </summary>
/// <remarks>
/// Rows are anonymous objects, dictionaries of string to object, or objects with a property for each column. A name
/// means the column of exactly that name, else the only one equal without regard to case, else the only one equal in
/// snake case (<c>OrderId</c>: <c>order_id</c>). Properties with
/// <see cref="System.ComponentModel.DataAnnotations.Schema.NotMappedAttribute"/> are left out;
/// <see cref="System.ComponentModel.DataAnnotations.Schema.ColumnAttribute"/> names a property's column. Values are
/// copied when a change is added, arrays and lists too, and checked against the table when the transaction is
/// committed.
/// </remarks>
public sealed class CdcTransaction
{
    private readonly Func<CdcTransaction, Durability, CancellationToken, Task<CommitReceipt>> _commit;
    private readonly List<DraftChange> _changes = [];
    private bool _used;

    internal CdcTransaction(Func<CdcTransaction, Durability, CancellationToken, Task<CommitReceipt>> commit)
    {
        _commit = commit;
    }

    internal IReadOnlyList<DraftChange> Changes => _changes;

    /// <summary>Adds a row. The transaction is rejected if its key exists.</summary>
    /// <param name="table"><c>table</c> or <c>schema.table</c>.</param>
    /// <param name="row">The row. Columns that are left out get NULL or the table's default.</param>
    public CdcTransaction Insert(string table, object row) =>
        Add(ChangeOperation.Create, table, null, RowReader.Read(row, nameof(row)), null);

    /// <summary>Changes some columns of a row. The transaction is rejected if there is no row of that key.</summary>
    /// <param name="table"><c>table</c> or <c>schema.table</c>.</param>
    /// <param name="key">All key columns.</param>
    /// <param name="changes">The columns to change; key columns may be among them.</param>
    /// <param name="expect">
    /// Values that columns of the row must have now; the transaction is rejected if one differs.
    /// </param>
    public CdcTransaction Update(string table, object key, object changes, object? expect = null) =>
        Add(
            ChangeOperation.Update,
            table,
            RowReader.Read(key, nameof(key)),
            RowReader.Read(changes, nameof(changes)),
            expect is null ? null : RowReader.Read(expect, nameof(expect))
        );

    /// <summary>Removes a row. The transaction is rejected if there is no row of that key.</summary>
    /// <param name="table"><c>table</c> or <c>schema.table</c>.</param>
    /// <param name="key">All key columns.</param>
    /// <param name="expect">
    /// Values that columns of the row must have now; the transaction is rejected if one differs.
    /// </param>
    public CdcTransaction Delete(string table, object key, object? expect = null) =>
        Add(
            ChangeOperation.Delete,
            table,
            RowReader.Read(key, nameof(key)),
            null,
            expect is null ? null : RowReader.Read(expect, nameof(expect))
        );

    /// <summary>Adds a row, or changes the given columns of the row that has its key.</summary>
    /// <param name="table"><c>table</c> or <c>schema.table</c>.</param>
    /// <param name="row">The row, complete enough to be inserted.</param>
    public CdcTransaction Upsert(string table, object row) =>
        Add(ChangeOperation.Read, table, null, RowReader.Read(row, nameof(row)), null);

    /// <summary>
    /// A table of this transaction, whose calls name what they are given:
    /// <c>tx.Table("accounts").Update(key: new { id }, set: new { balance }, expect: new { balance = before })</c>.
    /// </summary>
    /// <param name="name"><c>table</c> or <c>schema.table</c>.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public CdcTable Table(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new CdcTable(this, name);
    }

    /// <summary>A table of this transaction whose whole rows are of one type.</summary>
    /// <param name="name"><c>table</c> or <c>schema.table</c>.</param>
    /// <typeparam name="TRow">A type with a property for each column.</typeparam>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public CdcTable<TRow> Table<TRow>(string name)
        where TRow : notnull => new(Table(name));

    /// <summary>
    /// The table of this transaction that a type's
    /// <see cref="System.ComponentModel.DataAnnotations.Schema.TableAttribute"/> names.
    /// </summary>
    /// <typeparam name="TRow">A type with the attribute and a property for each column.</typeparam>
    /// <exception cref="InvalidOperationException">
    /// The type has no such attribute. Nothing is guessed from its name; give the name of the table.
    /// </exception>
    public CdcTable<TRow> Table<TRow>()
        where TRow : notnull => Table<TRow>(TableOfType.NameOf(typeof(TRow)));

    /// <summary>
    /// Checks the changes against their tables, publishes them, and waits for the durability asked for.
    /// </summary>
    /// <param name="durability">How far the commit must have come; default <see cref="Durability.Logged"/>.</param>
    /// <param name="cancellationToken">
    /// Before the changes are sent, cancelling leaves no trace. Afterwards it only ends the waiting: the outcome is
    /// then unknown (<see cref="CommitOutcomeUnknownException"/>), or, if it was logged already,
    /// <see cref="DurabilityNotReachedException"/>.
    /// </param>
    /// <exception cref="InvalidWriteException">A change does not fit its table; nothing was published.</exception>
    /// <exception cref="LogUnavailableException">The log could not be reached; nothing was published.</exception>
    /// <exception cref="RecordTooLargeException">A row exceeds the log's limit; nothing was published.</exception>
    /// <exception cref="CommitOutcomeUnknownException">It was sent and no answer came.</exception>
    /// <exception cref="TransactionRejectedException">
    /// Nodes were waited for and rejected it; it had no effect anywhere.
    /// </exception>
    /// <exception cref="DurabilityNotReachedException">
    /// It is logged, but not applied on as many nodes as asked for in time.
    /// </exception>
    public Task<CommitReceipt> CommitAsync(Durability? durability = null, CancellationToken cancellationToken = default)
    {
        EnsureUnused();
        _used = true;
        return _commit(this, durability ?? Durability.Logged, cancellationToken);
    }

    private void EnsureUnused()
    {
        if (_used)
        {
            throw new InvalidOperationException("The transaction was committed before; create a new one.");
        }
    }

    private CdcTransaction Add(
        ChangeOperation operation,
        string table,
        RowValues? key,
        RowValues? row,
        RowValues? expected
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(table);
        EnsureUnused();
        _changes.Add(new DraftChange(operation, table, key, row, expected));
        return this;
    }
}
