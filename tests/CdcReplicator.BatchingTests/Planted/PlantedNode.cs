using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.BatchingTests;

/// <summary>A node whose transactions are wrong.</summary>
internal sealed class PlantedNode(
    INode inner,
    Func<IReadOnlyList<TableDefinition>, INodeTransaction, Func<Task<INodeTransaction>>, INodeTransaction> plant
) : INode
{
    private IReadOnlyList<TableDefinition> _tables = [];

    public string Id => inner.Id;

    public string Kind => inner.Kind;

    public string Endpoint => inner.Endpoint;

    public async Task<NodeOpening> OpenAsync(ClusterSettings cluster, CancellationToken cancellationToken)
    {
        var opening = await inner.OpenAsync(cluster, cancellationToken);
        _tables = opening.Tables;
        return opening;
    }

    public IPreparedBatch Prepare(WriteSemantics semantics, IReadOnlyList<ChangeTransaction> transactions) =>
        inner.Prepare(semantics, transactions);

    public async Task<INodeTransaction> BeginAsync(WriteSemantics semantics, CancellationToken cancellationToken) =>
        plant(
            _tables,
            await inner.BeginAsync(semantics, cancellationToken),
            () => inner.BeginAsync(semantics, cancellationToken)
        );

    public Task<bool> IsAsOpenedAsync(CancellationToken cancellationToken) => inner.IsAsOpenedAsync(cancellationToken);

    public Task<INodeSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) =>
        inner.OpenSnapshotAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
