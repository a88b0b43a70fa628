using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.CrashHost;

/// <summary>
/// A planted bug: commits the position in a database transaction of its own, behind the data's. The crash test must
/// notice.
/// </summary>
internal sealed class SeparatePositionNode(INode inner) : INode
{
    public string Id => inner.Id;

    public string Kind => inner.Kind;

    public string Endpoint => inner.Endpoint;

    public Task<NodeOpening> OpenAsync(ClusterSettings cluster, CancellationToken cancellationToken) =>
        inner.OpenAsync(cluster, cancellationToken);

    public IPreparedBatch Prepare(WriteSemantics semantics, IReadOnlyList<ChangeTransaction> transactions) =>
        inner.Prepare(semantics, transactions);

    public async Task<INodeTransaction> BeginAsync(WriteSemantics semantics, CancellationToken cancellationToken) =>
        new SeparatePositionTransaction(inner, semantics, await inner.BeginAsync(semantics, cancellationToken));

    public Task<bool> IsAsOpenedAsync(CancellationToken cancellationToken) => inner.IsAsOpenedAsync(cancellationToken);

    public Task<INodeSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) =>
        inner.OpenSnapshotAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
