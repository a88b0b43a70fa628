using System.Collections.Immutable;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// A target database holding a complete copy. Kinds: <c>Postgres/</c>, <c>Sqlite/</c>; one contract suite runs against
/// all of them. For one applier at a time; a second one is fenced off by <see cref="INodeTransaction.AdvanceAsync"/>.
/// </summary>
internal interface INode : IAsyncDisposable
{
    /// <summary>The node's name in the cluster.</summary>
    string Id { get; }

    /// <summary><c>postgres</c> or <c>sqlite</c>.</summary>
    string Kind { get; }

    /// <summary>Where it is; no secrets.</summary>
    string Endpoint { get; }

    /// <summary>
    /// Numbers it has taken as text and committed, by <see cref="AdaptedValues.NumbersAsText"/>: the source's column
    /// is, or was, of another type. Safe to read at any time.
    /// </summary>
    IReadOnlyDictionary<string, long> NumbersAsText => ImmutableDictionary<string, long>.Empty;

    /// <summary>
    /// Connects, creates or upgrades the state schema <c>cdc_replicator</c>, binds the node to the log on first use,
    /// and reads what it has committed and its catalog.
    /// </summary>
    /// <exception cref="LogMismatchException">The node belongs to another log.</exception>
    /// <exception cref="UnsupportedTypeException">A table has a column that cannot be carried.</exception>
    /// <exception cref="NodeFaultException">
    /// The node cannot be reached or used, or tables have lost the rows they had and nothing in the log took them.
    /// </exception>
    Task<NodeOpening> OpenAsync(ClusterSettings cluster, CancellationToken cancellationToken);

    /// <summary>
    /// Works out of a batch what needs no database. May run while the batch before it is being applied; both must not
    /// be used once the node was opened again.
    /// </summary>
    /// <param name="semantics">How all the transactions are taken.</param>
    /// <param name="transactions">
    /// The transactions, in order; they must not change before the batch is applied or forgotten.
    /// </param>
    /// <exception cref="NodeFaultException">The node is not open, or rows on disk cannot be read.</exception>
    IPreparedBatch Prepare(WriteSemantics semantics, IReadOnlyList<ChangeTransaction> transactions);

    /// <summary>Begins one database transaction, for transactions of one semantics.</summary>
    /// <exception cref="NodeFaultException">The node cannot be reached or used.</exception>
    Task<INodeTransaction> BeginAsync(WriteSemantics semantics, CancellationToken cancellationToken);

    /// <summary>
    /// Looks at the node between two transactions, every few seconds: whether its tables are what they were when it was
    /// opened, its file is the same and no table has lost its rows; else it has to be opened again. Notes in the node
    /// which tables have rows. A change of the tables a transaction touches is found by that transaction too, before it
    /// commits. True by default: a node that nobody but its applier can change is always as it was opened.
    /// </summary>
    /// <exception cref="NodeFencedException">Another applier has moved its position.</exception>
    /// <exception cref="NodeFaultException">The node cannot be reached or used.</exception>
    Task<bool> IsAsOpenedAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    /// <summary>
    /// The node was found equal to another one: what it owed is settled. Between two transactions. Does nothing by
    /// default: a node that is never filled from another owes nothing.
    /// </summary>
    /// <exception cref="NodeFencedException">Another applier has moved its position.</exception>
    /// <exception cref="NodeFaultException">The node cannot be reached or used.</exception>
    Task SettleProofAsync(OwedProof proof, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Opens a consistent read of the position and all rows; does not delay applying.</summary>
    /// <exception cref="NodeFaultException">The node cannot be reached or used.</exception>
    Task<INodeSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Writes rows past the log, all or none, with the fence held; once it returns, a crash does not take them back.
    /// </summary>
    /// <exception cref="NodeFencedException">The node has another position.</exception>
    /// <exception cref="NodeFaultException">
    /// The node failed, or cannot take one of the changes. If it failed committing, whether it did is unknown.
    /// </exception>
    Task RewriteAsync(RowRewrite rewrite, CancellationToken cancellationToken) =>
        throw new ReplicationException($"Node '{Id}' of kind {Kind} cannot be repaired row by row.", "Seed it anew.");
}
