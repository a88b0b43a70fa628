using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A1: a node that lacks a column rejects the write instead of waiting for the column.</summary>
internal sealed class LackIsAVerdict : PlantedBug
{
    public override INode Node(INode node) => new RejectingNode(node);

    private sealed class RejectingNode(INode inner) : PassingNode(inner)
    {
        private KnownColumns? _known;

        public override async Task<NodeOpening> OpenAsync(ClusterSettings cluster, CancellationToken cancellationToken)
        {
            var opening = await base.OpenAsync(cluster, cancellationToken);
            _known = new KnownColumns(opening.Tables);
            return opening;
        }

        public override async Task<INodeTransaction> BeginAsync(
            WriteSemantics semantics,
            CancellationToken cancellationToken
        ) => new RejectingTransaction(await base.BeginAsync(semantics, cancellationToken), _known!);
    }

    private sealed class RejectingTransaction(INodeTransaction inner, KnownColumns known) : PassingTransaction(inner)
    {
        public override async Task<IReadOnlyList<Verdict>> ApplyBatchAsync(
            IPreparedBatch batch,
            CancellationToken cancellationToken
        )
        {
            if (batch.Transactions.All(known.HasAllOf))
            {
                return await base.ApplyBatchAsync(batch, cancellationToken);
            }

            var verdicts = new List<Verdict>();
            foreach (var transaction in batch.Transactions)
            {
                verdicts.Add(
                    known.HasAllOf(transaction)
                        ? await ApplyAsync(transaction, cancellationToken)
                        : Verdict.Rejected(new Rejection(RejectionReason.UnknownTarget, null, null, null, "Unknown."))
                );
            }

            return verdicts;
        }
    }
}
