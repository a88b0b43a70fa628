using System.Data.Common;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>What differs between the kinds of database that the one engine uses.</summary>
internal interface IRelationalDatabase : IAsyncDisposable
{
    /// <summary><see cref="NodeKinds"/>.</summary>
    string Kind { get; }

    /// <summary>Where it is; no secrets.</summary>
    string Endpoint { get; }

    /// <summary>Its spelling.</summary>
    ISqlDialect Dialect { get; }

    /// <summary>
    /// What the statement that moves the position ends with, so that waiting readers learn of it when it commits; empty
    /// if this database has no such way or the role may not use it. Known once connected.
    /// </summary>
    string PositionNews { get; }

    /// <summary>
    /// What the statement that moves the position demands besides: the tables whose ids stand in <c>$7</c> are at the
    /// versions whose hashes come to <c>$8</c>. At that point the transaction holds locks on all it has written, so
    /// they stay so until it commits. Empty if <see cref="BeginAsync"/> sees to it.
    /// </summary>
    string UnchangedCondition { get; }

    /// <summary>
    /// What is not guarded against changes that come round the log and should be, a sentence each. Known once the
    /// catalog was read; safe to read at any time.
    /// </summary>
    IReadOnlyList<string> Unguarded { get; }

    /// <summary>How it changes its tables.</summary>
    ISchemaChanges SchemaChanges { get; }

    /// <summary>Reads what its tables are made of. Known once connected.</summary>
    ISchemaReader Schemas { get; }

    /// <summary>Connects for applying, with the session set up.</summary>
    Task<DbConnection> ConnectAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Connects for reading, in a transaction whose every read sees one state from its first read on.
    /// </summary>
    Task<DbConnection> ConnectSnapshotAsync(CancellationToken cancellationToken);

    /// <summary>How it reads and writes many rows at a time on a connection.</summary>
    IBatchStore CreateBatchStore(NodeSession session);

    /// <summary>How it keeps rejected transactions, on a connection.</summary>
    IRejectionRecorder CreateRejectionRecorder(NodeSession session);

    /// <summary>Reads a range of a table, on a connection.</summary>
    Task DigestAsync(NodeSession session, RangeRead range, CancellationToken cancellationToken);

    /// <summary>Closes what <see cref="ConnectAsync"/> opened.</summary>
    Task CloseAsync(NodeSession session);

    /// <summary>Begins the database transaction in which the state schema is made, one applier at a time.</summary>
    Task<IAsyncDisposable> BeginSetUpAsync(NodeSession session, CancellationToken cancellationToken);

    /// <summary>Commits what <see cref="BeginAsync"/> or <see cref="BeginSetUpAsync"/> began.</summary>
    Task CommitAsync(NodeSession session, CancellationToken cancellationToken);

    /// <summary>Runs something short on a connection of its own, at any time and beside the applier.</summary>
    Task RunBesideAsync(Func<NodeSession, Task> work, CancellationToken cancellationToken);

    /// <summary>Rolls back; does nothing if the database has done so by itself.</summary>
    Task RollbackAsync(NodeSession session);

    /// <summary>Puts the guard in order. On the applier's connection, before its catalog is read.</summary>
    Task InstallGuardAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Reads the tables, without the state schema's.</summary>
    Task<IReadOnlyList<CatalogTable>> ReadCatalogAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the tables as the open transaction has made them; what <see cref="ReadCatalogAsync"/> found stays what
    /// <see cref="IsAsReadAsync"/> compares with.
    /// </summary>
    Task<IReadOnlyList<CatalogTable>> ReadChangedAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Whether the tables are, and are where, <see cref="ReadCatalogAsync"/> found them.</summary>
    Task<bool> IsAsReadAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Whether these tables still have the versions they were read with. Inside a transaction.</summary>
    Task<bool> AreAsReadAsync(
        NodeSession session,
        IReadOnlyCollection<TableVersion> tables,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Begins a database transaction for writing; disposing gives back what <c>COMMIT</c> and <c>ROLLBACK</c> do not.
    /// </summary>
    /// <exception cref="NodeFaultException">
    /// The tables are not what they were when they were read, and this database says so at once.
    /// </exception>
    Task<IAsyncDisposable> BeginAsync(
        NodeSession session,
        WriteSemantics semantics,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Begins a database transaction as <see cref="BeginAsync"/> does. Once it has committed, it and all that was
    /// committed before it outlast a crash of the machine.
    /// </summary>
    /// <exception cref="NodeFaultException">As for <see cref="BeginAsync"/>.</exception>
    Task<IAsyncDisposable> BeginDurablyAsync(
        NodeSession session,
        WriteSemantics semantics,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Has triggers, those that check foreign keys among them, leave out or take up again what is written next in a
    /// transaction of checked changes. This is called only if that is known to be right for some tables of the
    /// database.
    /// </summary>
    Task ActAsReplicaAsync(NodeSession session, bool acts, CancellationToken cancellationToken);

    /// <summary>
    /// Which of the values the database refuses as such, whatever row they stand in; null if none, or if it cannot be
    /// asked now. For people, after it has refused a row. On a connection of its own, because the applier's may be in
    /// a transaction that has failed.
    /// </summary>
    Task<int?> FindRefusedAsync(IReadOnlyList<BoundValue> values, CancellationToken cancellationToken);

    /// <summary>
    /// Checks what is deferred, at the end of a checked transaction of the log. True if nothing is violated; a database
    /// that says so by an error throws it.
    /// </summary>
    Task<bool> CheckDeferredAsync(
        NodeSession session,
        IReadOnlyList<string> deferredConstraints,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Runs work on the applier's connection. Afterwards <see cref="Explain"/> names the session that kept it waiting,
    /// if the database knows it.
    /// </summary>
    Task<T> RunAsync<T>(Func<Task<T>> work);

    /// <summary>What an exception of the driver means.</summary>
    DatabaseError Explain(Exception exception);

    /// <summary>Whether an exception comes from the driver, so that <see cref="Explain"/> knows it.</summary>
    bool IsDriverError(Exception exception);
}
