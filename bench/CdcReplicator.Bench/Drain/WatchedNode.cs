using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Bench;

/// <summary>A node that tells a meter when it is open and what it has committed.</summary>
/// <param name="node">The node.</param>
/// <param name="meter">The meter.</param>
/// <param name="keepsPosition">
/// False: rows are written, and neither bookmark nor fence, to measure what those cost.
/// </param>
internal sealed class WatchedNode(INode node, DrainMeter meter, bool keepsPosition) : INode
{
    public string Id => node.Id;

    public string Kind => node.Kind;

    public string Endpoint => node.Endpoint;

    public async Task<NodeOpening> OpenAsync(ClusterSettings cluster, CancellationToken cancellationToken)
    {
        var opening = await node.OpenAsync(cluster, cancellationToken);
        meter.NodeOpened(opening.Position);
        return opening;
    }

    public IPreparedBatch Prepare(WriteSemantics semantics, IReadOnlyList<ChangeTransaction> transactions) =>
        node.Prepare(semantics, transactions);

    public async Task<INodeTransaction> BeginAsync(WriteSemantics semantics, CancellationToken cancellationToken) =>
        new WatchedNodeTransaction(await node.BeginAsync(semantics, cancellationToken), meter, keepsPosition);

    public Task<bool> IsAsOpenedAsync(CancellationToken cancellationToken) => node.IsAsOpenedAsync(cancellationToken);

    public Task<INodeSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) =>
        node.OpenSnapshotAsync(cancellationToken);

    public ValueTask DisposeAsync() => node.DisposeAsync();
}
