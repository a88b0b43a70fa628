using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A node that passes everything on; others change parts of it.</summary>
internal class PassingNode(INode inner) : INode
{
    public string Id => inner.Id;

    public string Kind => inner.Kind;

    public string Endpoint => inner.Endpoint;

    public virtual Task<NodeOpening> OpenAsync(ClusterSettings cluster, CancellationToken cancellationToken) =>
        inner.OpenAsync(cluster, cancellationToken);

    public virtual IPreparedBatch Prepare(WriteSemantics semantics, IReadOnlyList<ChangeTransaction> transactions) =>
        inner.Prepare(semantics, transactions);

    public virtual Task<INodeTransaction> BeginAsync(WriteSemantics semantics, CancellationToken cancellationToken) =>
        inner.BeginAsync(semantics, cancellationToken);

    public virtual Task<bool> IsAsOpenedAsync(CancellationToken cancellationToken) =>
        inner.IsAsOpenedAsync(cancellationToken);

    public virtual Task<INodeSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) =>
        inner.OpenSnapshotAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return inner.DisposeAsync();
    }
}
