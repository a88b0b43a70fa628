using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.ContractTests;

/// <summary>The applier's process dies here.</summary>
internal sealed class SimulatedCrashException : OperationCanceledException;

/// <summary>A node whose applier may die before and after each step.</summary>
internal sealed class CrashingNode(INode inner, Func<bool> dies) : INode
{
    public string Id => inner.Id;

    public string Kind => inner.Kind;

    public string Endpoint => inner.Endpoint;

    public Task<NodeOpening> OpenAsync(ClusterSettings cluster, CancellationToken cancellationToken) =>
        At(() => inner.OpenAsync(cluster, cancellationToken));

    public IPreparedBatch Prepare(WriteSemantics semantics, IReadOnlyList<ChangeTransaction> transactions) =>
        inner.Prepare(semantics, transactions);

    public async Task<INodeTransaction> BeginAsync(WriteSemantics semantics, CancellationToken cancellationToken) =>
        new Transaction(this, await inner.BeginAsync(semantics, cancellationToken));

    public async Task<INodeTransaction> BeginSchemaChangeAsync(
        SchemaStep step,
        NodePosition expected,
        CancellationToken cancellationToken
    )
    {
        Die();
        var transaction = await inner.BeginSchemaChangeAsync(step, expected, cancellationToken);
        if (dies())
        {
            await transaction.DisposeAsync();
            throw new SimulatedCrashException();
        }

        return new Transaction(this, transaction);
    }

    public Task<INodeSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) =>
        inner.OpenSnapshotAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private void Die()
    {
        if (dies())
        {
            throw new SimulatedCrashException();
        }
    }

    private async Task<T> At<T>(Func<Task<T>> work)
    {
        Die();
        var result = await work();
        Die();
        return result;
    }

    private async Task At(Func<Task> work)
    {
        Die();
        await work();
        Die();
    }

    private sealed class Transaction(CrashingNode node, INodeTransaction inner) : INodeTransaction
    {
        public Task<Verdict> ApplyAsync(ChangeTransaction transaction, CancellationToken cancellationToken) =>
            node.At(() => inner.ApplyAsync(transaction, cancellationToken));

        public Task<IReadOnlyList<Verdict>> ApplyBatchAsync(
            IPreparedBatch batch,
            CancellationToken cancellationToken
        ) => node.At(() => inner.ApplyBatchAsync(batch, cancellationToken));

        public Task AdvanceAsync(
            NodePosition expected,
            NodePosition next,
            IReadOnlyList<PublisherProgress> publishers,
            CancellationToken cancellationToken
        ) => node.At(() => inner.AdvanceAsync(expected, next, publishers, cancellationToken));

        public Task CommitAsync(CancellationToken cancellationToken) =>
            node.At(() => inner.CommitAsync(cancellationToken));

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
