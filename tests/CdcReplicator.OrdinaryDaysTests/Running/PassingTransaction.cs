using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A node's transaction that passes everything on; others change parts of it.</summary>
internal class PassingTransaction(INodeTransaction inner) : INodeTransaction
{
    public virtual Task<Verdict> ApplyAsync(ChangeTransaction transaction, CancellationToken cancellationToken) =>
        inner.ApplyAsync(transaction, cancellationToken);

    public virtual Task<IReadOnlyList<Verdict>> ApplyBatchAsync(
        IPreparedBatch batch,
        CancellationToken cancellationToken
    ) => inner.ApplyBatchAsync(batch, cancellationToken);

    public virtual Task AdvanceAsync(
        NodePosition expected,
        NodePosition next,
        IReadOnlyList<PublisherProgress> publishers,
        CancellationToken cancellationToken
    ) => inner.AdvanceAsync(expected, next, publishers, cancellationToken);

    public virtual Task CommitAsync(CancellationToken cancellationToken) => inner.CommitAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return inner.DisposeAsync();
    }
}
