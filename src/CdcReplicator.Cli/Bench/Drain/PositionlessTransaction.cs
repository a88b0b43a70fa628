using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Cli;

/// <summary>A transaction that writes rows and no position.</summary>
internal sealed class PositionlessTransaction(INodeTransaction transaction) : INodeTransaction
{
    public Task<Verdict> ApplyAsync(ChangeTransaction change, CancellationToken cancellationToken) =>
        transaction.ApplyAsync(change, cancellationToken);

    public Task<IReadOnlyList<Verdict>> ApplyBatchAsync(
        IReadOnlyList<ChangeTransaction> transactions,
        CancellationToken cancellationToken
    ) => transaction.ApplyBatchAsync(transactions, cancellationToken);

    public Task AdvanceAsync(
        NodePosition expected,
        NodePosition next,
        IReadOnlyList<PublisherProgress> publishers,
        CancellationToken cancellationToken
    ) => Task.CompletedTask;

    public Task CommitAsync(CancellationToken cancellationToken) => transaction.CommitAsync(cancellationToken);

    public ValueTask DisposeAsync() => transaction.DisposeAsync();
}
