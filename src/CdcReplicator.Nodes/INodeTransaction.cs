using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// One database transaction of a node: several transactions of the log, then the position. Disposed without commit, it
/// leaves no trace.
/// </summary>
internal interface INodeTransaction : IAsyncDisposable
{
    /// <summary>
    /// Applies one transaction in the reference semantics, all or none. A rejection undoes it (savepoint) and is
    /// recorded in the node with sequence, publisher and reason.
    /// </summary>
    /// <exception cref="NodeFaultException">
    /// The node failed, or cannot take a trusted change. The database transaction is lost.
    /// </exception>
    Task<Verdict> ApplyAsync(ChangeTransaction transaction, CancellationToken cancellationToken);

    /// <summary>
    /// Applies a batch's transactions in order, with exactly the verdicts and the final state of
    /// <see cref="ApplyAsync"/> one after another, but as fast as the database can. Large transactions are read in
    /// pieces, so memory stays bounded.
    /// </summary>
    /// <returns>A verdict for each.</returns>
    /// <exception cref="NodeFaultException">
    /// The node failed, or cannot take one of the trusted changes. The database transaction is lost.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The batch was prepared for another node, or before this one was opened again.
    /// </exception>
    Task<IReadOnlyList<Verdict>> ApplyBatchAsync(IPreparedBatch batch, CancellationToken cancellationToken);

    /// <summary>
    /// Moves the position, if it still is what this applier read, and stores the publishers' numbers that changed.
    /// </summary>
    /// <exception cref="NodeFencedException">Another applier has moved it.</exception>
    /// <exception cref="NodeFaultException">The node failed.</exception>
    Task AdvanceAsync(
        NodePosition expected,
        NodePosition next,
        IReadOnlyList<PublisherProgress> publishers,
        CancellationToken cancellationToken
    );

    /// <summary>Commits data, position and rejections together.</summary>
    /// <exception cref="NodeFaultException">
    /// The node failed; whether it committed is unknown. The caller opens the node again and believes the position it
    /// finds.
    /// </exception>
    Task CommitAsync(CancellationToken cancellationToken);
}
