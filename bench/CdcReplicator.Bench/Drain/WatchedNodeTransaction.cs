using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Bench;

/// <summary>A node's transaction that tells a meter the position it has committed.</summary>
internal sealed class WatchedNodeTransaction(INodeTransaction transaction, DrainMeter meter, bool keepsPosition)
    : INodeTransaction
{
    private NodePosition? _next;

    public Task<Verdict> ApplyAsync(ChangeTransaction change, CancellationToken cancellationToken) =>
        transaction.ApplyAsync(change, cancellationToken);

    public Task<IReadOnlyList<Verdict>> ApplyBatchAsync(IPreparedBatch batch, CancellationToken cancellationToken) =>
        transaction.ApplyBatchAsync(batch, cancellationToken);

    public Task AdvanceAsync(
        NodePosition expected,
        NodePosition next,
        IReadOnlyList<PublisherProgress> publishers,
        CancellationToken cancellationToken
    )
    {
        _next = next;
        return keepsPosition
            ? transaction.AdvanceAsync(expected, next, publishers, cancellationToken)
            : Task.CompletedTask;
    }

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await transaction.CommitAsync(cancellationToken);
        if (_next is { } position)
        {
            meter.Committed(position);
        }
    }

    public ValueTask DisposeAsync() => transaction.DisposeAsync();
}
