using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.Cli;

/// <summary>A node that is written to and keeps no position: neither bookmark nor fence. To measure what those cost.</summary>
internal sealed class PositionlessNode(INode node) : INode
{
    public string Id => node.Id;

    public string Kind => node.Kind;

    public string Endpoint => node.Endpoint;

    public Task<NodeOpening> OpenAsync(ClusterSettings cluster, CancellationToken cancellationToken) =>
        node.OpenAsync(cluster, cancellationToken);

    public async Task<INodeTransaction> BeginAsync(WriteSemantics semantics, CancellationToken cancellationToken) =>
        new PositionlessTransaction(await node.BeginAsync(semantics, cancellationToken));

    public Task<INodeSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) =>
        node.OpenSnapshotAsync(cancellationToken);

    public ValueTask DisposeAsync() => node.DisposeAsync();
}
