using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>
/// C12: a node remembers only a publisher's highest number, and passes over what comes later with a lower one.
/// </summary>
internal sealed class GapsForgotten : PlantedBug
{
    public override INode Node(INode node) => new ForgetfulNode(node);

    private sealed class ForgetfulNode(INode inner) : PassingNode(inner)
    {
        public override async Task<INodeTransaction> BeginAsync(
            WriteSemantics semantics,
            CancellationToken cancellationToken
        ) => new ForgetfulTransaction(await base.BeginAsync(semantics, cancellationToken));
    }

    private sealed class ForgetfulTransaction(INodeTransaction inner) : PassingTransaction(inner)
    {
        public override Task AdvanceAsync(
            NodePosition expected,
            NodePosition next,
            IReadOnlyList<PublisherProgress> publishers,
            CancellationToken cancellationToken
        ) =>
            base.AdvanceAsync(
                expected,
                next,
                [.. publishers.Select(publisher => publisher with { Missing = [] })],
                cancellationToken
            );
    }
}
