using CdcReplicator.Nodes;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A transaction on a node at the other end of a link.</summary>
internal sealed class LinkedTransaction(INodeTransaction inner, Link link) : PassingTransaction(inner)
{
    public override async Task CommitAsync(CancellationToken cancellationToken)
    {
        link.ThrowIfNodeIsCutOff();
        await base.CommitAsync(cancellationToken);
        link.ThrowIfNodeIsCutOff();
    }
}
