using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A3: an applier believes what it read of the tables when it began, whatever is altered later.</summary>
internal sealed class CatalogReadOnce : PlantedBug
{
    public override INode Node(INode node) => new BelievingNode(node);

    private sealed class BelievingNode(INode inner) : PassingNode(inner)
    {
        private KnownColumns? _known;

        public override async Task<NodeOpening> OpenAsync(ClusterSettings cluster, CancellationToken cancellationToken)
        {
            var opening = await base.OpenAsync(cluster, cancellationToken);
            _known ??= new KnownColumns(opening.Tables);
            return opening;
        }

        public override Task<bool> IsAsOpenedAsync(CancellationToken cancellationToken) => Task.FromResult(true);

        public override async Task<INodeTransaction> BeginAsync(
            WriteSemantics semantics,
            CancellationToken cancellationToken
        ) => new BelievingTransaction(await base.BeginAsync(semantics, cancellationToken), _known!);
    }

    private sealed class BelievingTransaction(INodeTransaction inner, KnownColumns known) : PassingTransaction(inner)
    {
        public override Task<IReadOnlyList<Verdict>> ApplyBatchAsync(
            IPreparedBatch batch,
            CancellationToken cancellationToken
        ) =>
            batch.Transactions.All(known.HasAllOf)
                ? base.ApplyBatchAsync(batch, cancellationToken)
                : throw new NodeFaultException("A column is unknown.", "Add it.", isTransient: false, code: null);
    }
}
