using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>How a kind of database changes its tables.</summary>
internal interface ISchemaChanges
{
    /// <summary>Whether indexes are built and dropped outside of transactions.</summary>
    bool BuildsConcurrently { get; }

    /// <summary>Begins the database transaction of a schema change.</summary>
    /// <exception cref="NodeFaultException">As for <see cref="IRelationalDatabase.BeginAsync"/>.</exception>
    Task<IAsyncDisposable> BeginAsync(IRelationalDatabase database, NodeSession session, CancellationToken stop);

    /// <summary>
    /// Checks what the statements left to the end of the transaction, and makes the session what it was before them.
    /// </summary>
    /// <returns>Tables whose rows point to rows that do not exist; null if there are none.</returns>
    Task<string?> CompleteAsync(NodeSession session, bool hasDroppedTables, CancellationToken stop);

    /// <summary>Prepares the session for an index that is built or dropped outside of a transaction.</summary>
    Task BeginConcurrentAsync(NodeSession session, CancellationToken stop);

    /// <summary>The session is again as before.</summary>
    Task EndConcurrentAsync(NodeSession session, CancellationToken stop);

    /// <summary>Whether an index is there, and whether its building was finished.</summary>
    Task<(bool Exists, bool IsValid)> FindIndexAsync(
        NodeSession session,
        ConcurrentIndex index,
        CancellationToken stop
    );
}
