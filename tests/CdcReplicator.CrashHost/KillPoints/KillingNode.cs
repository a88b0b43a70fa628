using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.CrashHost;

/// <summary>A node at whose steps the process can die.</summary>
internal sealed class KillingNode(INode inner, KillSwitch kill) : INode
{
    public string Id => inner.Id;

    public string Kind => inner.Kind;

    public string Endpoint => inner.Endpoint;

    public Task<NodeOpening> OpenAsync(ClusterSettings cluster, CancellationToken cancellationToken) =>
        inner.OpenAsync(cluster, cancellationToken);

    public IPreparedBatch Prepare(WriteSemantics semantics, IReadOnlyList<ChangeTransaction> transactions) =>
        inner.Prepare(semantics, [.. transactions.Select(t => t with { Rows = kill.Between(t.Rows) })]);

    public async Task<INodeTransaction> BeginAsync(WriteSemantics semantics, CancellationToken cancellationToken)
    {
        kill.Pass(KillPoint.BeforeBegin);
        var transaction = await inner.BeginAsync(semantics, cancellationToken);
        kill.Pass(KillPoint.AfterBegin);
        return new KillingTransaction(transaction, kill);
    }

    public Task<bool> IsAsOpenedAsync(CancellationToken cancellationToken) => inner.IsAsOpenedAsync(cancellationToken);

    public Task<INodeSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) =>
        inner.OpenSnapshotAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
