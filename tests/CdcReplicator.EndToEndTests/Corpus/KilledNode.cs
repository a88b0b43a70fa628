using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.EndToEndTests;

/// <summary>A node whose applier dies as planned; tells every position it has committed.</summary>
internal sealed class KilledNode(INode inner, KillPlan plan, Action<NodePosition> committed) : INode
{
    public string Id => inner.Id;

    public string Kind => inner.Kind;

    public string Endpoint => inner.Endpoint;

    public async Task<NodeOpening> OpenAsync(ClusterSettings cluster, CancellationToken cancellationToken)
    {
        var opening = await inner.OpenAsync(cluster, cancellationToken);
        committed(opening.Position);
        return opening;
    }

    public IPreparedBatch Prepare(WriteSemantics semantics, IReadOnlyList<ChangeTransaction> transactions) =>
        inner.Prepare(semantics, transactions);

    public async Task<INodeTransaction> BeginAsync(WriteSemantics semantics, CancellationToken cancellationToken)
    {
        plan.Pass(KillPoint.BeforeBegin);
        var transaction = new Transaction(await inner.BeginAsync(semantics, cancellationToken), plan, committed);
        try
        {
            plan.Pass(KillPoint.AfterBegin);
            return transaction;
        }
        catch (OperationCanceledException)
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    public Task<bool> IsAsOpenedAsync(CancellationToken cancellationToken) => inner.IsAsOpenedAsync(cancellationToken);

    public Task<INodeSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) =>
        inner.OpenSnapshotAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private sealed class Transaction(INodeTransaction inner, KillPlan plan, Action<NodePosition> committed)
        : INodeTransaction
    {
        private NodePosition? _next;

        public async Task<Verdict> ApplyAsync(ChangeTransaction transaction, CancellationToken cancellationToken)
        {
            plan.Pass(KillPoint.BeforeApply);
            var verdict = await inner.ApplyAsync(transaction, cancellationToken);
            plan.Pass(KillPoint.AfterApply);
            return verdict;
        }

        public async Task<IReadOnlyList<Verdict>> ApplyBatchAsync(
            IPreparedBatch batch,
            CancellationToken cancellationToken
        )
        {
            plan.Pass(KillPoint.BeforeApply);
            var verdicts = await inner.ApplyBatchAsync(batch, cancellationToken);
            plan.Pass(KillPoint.AfterApply);
            return verdicts;
        }

        public async Task AdvanceAsync(
            NodePosition expected,
            NodePosition next,
            IReadOnlyList<PublisherProgress> publishers,
            CancellationToken cancellationToken
        )
        {
            plan.Pass(KillPoint.BeforeAdvance);
            await inner.AdvanceAsync(expected, next, publishers, cancellationToken);
            _next = next;
            plan.Pass(KillPoint.AfterAdvance);
        }

        public async Task CommitAsync(CancellationToken cancellationToken)
        {
            plan.Pass(KillPoint.BeforeCommit);
            await inner.CommitAsync(cancellationToken);
            plan.Pass(KillPoint.AfterCommit);
            committed(_next!);
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
