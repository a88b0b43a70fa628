using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.BatchingTests;

/// <summary>Applies a wrong plan. Transactions the plan leaves out are accepted.</summary>
internal sealed class RewritingTransaction(
    INodeTransaction inner,
    BatchRewrite rewrite,
    IReadOnlyList<TableDefinition> tables
) : INodeTransaction
{
    public Task<Verdict> ApplyAsync(ChangeTransaction transaction, CancellationToken cancellationToken) =>
        inner.ApplyAsync(transaction, cancellationToken);

    public async Task<IReadOnlyList<Verdict>> ApplyBatchAsync(IPreparedBatch batch, CancellationToken cancellationToken)
    {
        var verdicts = new Verdict[batch.Transactions.Count];
        foreach (var planned in rewrite(batch.Transactions, tables))
        {
            // A rejection can be recorded once only, so what is left of its transaction goes nowhere.
            if (planned.Origins.Any(origin => !verdicts[origin].IsAccepted))
            {
                continue;
            }

            var verdict = await inner.ApplyAsync(planned.Transaction, cancellationToken);
            foreach (var origin in planned.Origins)
            {
                verdicts[origin] = verdict;
            }
        }

        return verdicts;
    }

    public Task AdvanceAsync(
        NodePosition expected,
        NodePosition next,
        IReadOnlyList<PublisherProgress> publishers,
        CancellationToken cancellationToken
    ) => inner.AdvanceAsync(expected, next, publishers, cancellationToken);

    public Task CommitAsync(CancellationToken cancellationToken) => inner.CommitAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
