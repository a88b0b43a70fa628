using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.BatchingTests;

/// <summary>Commits the data before it moves the position, in a database transaction of its own.</summary>
internal sealed class SeparatePositionTransaction(INodeTransaction data, Func<Task<INodeTransaction>> begin)
    : INodeTransaction
{
    private INodeTransaction _current = data;

    public Task<Verdict> ApplyAsync(ChangeTransaction transaction, CancellationToken cancellationToken) =>
        _current.ApplyAsync(transaction, cancellationToken);

    public Task<IReadOnlyList<Verdict>> ApplyBatchAsync(IPreparedBatch batch, CancellationToken cancellationToken) =>
        _current.ApplyBatchAsync(batch, cancellationToken);

    public async Task AdvanceAsync(
        NodePosition expected,
        NodePosition next,
        IReadOnlyList<PublisherProgress> publishers,
        CancellationToken cancellationToken
    )
    {
        await _current.CommitAsync(cancellationToken);
        await _current.DisposeAsync();
        _current = await begin();
        await _current.AdvanceAsync(expected, next, publishers, cancellationToken);
    }

    public Task CommitAsync(CancellationToken cancellationToken) => _current.CommitAsync(cancellationToken);

    public ValueTask DisposeAsync() => _current.DisposeAsync();
}
