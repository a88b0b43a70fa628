using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.CrashHost;

/// <summary>Commits the data, then the position.</summary>
internal sealed class SeparatePositionTransaction(INode node, WriteSemantics semantics, INodeTransaction data)
    : INodeTransaction
{
    private Func<INodeTransaction, CancellationToken, Task>? _advance;

    public Task<Verdict> ApplyAsync(ChangeTransaction transaction, CancellationToken cancellationToken) =>
        data.ApplyAsync(transaction, cancellationToken);

    public Task<IReadOnlyList<Verdict>> ApplyBatchAsync(IPreparedBatch batch, CancellationToken cancellationToken) =>
        data.ApplyBatchAsync(batch, cancellationToken);

    public Task AdvanceAsync(
        NodePosition expected,
        NodePosition next,
        IReadOnlyList<PublisherProgress> publishers,
        CancellationToken cancellationToken
    )
    {
        _advance = (transaction, token) => transaction.AdvanceAsync(expected, next, publishers, token);
        return Task.CompletedTask;
    }

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await data.CommitAsync(cancellationToken);
        await data.DisposeAsync();
        await using var position = await node.BeginAsync(semantics, cancellationToken);
        await _advance!(position, cancellationToken);
        await position.CommitAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => data.DisposeAsync();
}
