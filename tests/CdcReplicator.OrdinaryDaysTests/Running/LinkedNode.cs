using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A node at the other end of a link.</summary>
internal sealed class LinkedNode(INode inner, Link link) : PassingNode(inner)
{
    public override Task<NodeOpening> OpenAsync(ClusterSettings cluster, CancellationToken cancellationToken)
    {
        link.ThrowIfNodeIsCutOff();
        return base.OpenAsync(cluster, cancellationToken);
    }

    public override async Task<INodeTransaction> BeginAsync(
        WriteSemantics semantics,
        CancellationToken cancellationToken
    )
    {
        link.ThrowIfNodeIsCutOff();
        return new LinkedTransaction(await base.BeginAsync(semantics, cancellationToken), link);
    }

    public override Task<bool> IsAsOpenedAsync(CancellationToken cancellationToken)
    {
        link.ThrowIfNodeIsCutOff();
        return base.IsAsOpenedAsync(cancellationToken);
    }
}
