using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;

namespace CdcReplicator.Cli;

/// <summary>Asks for the proofs of the members.</summary>
internal static class MemberProofs
{
    /// <summary>The proofs by node: all tables together, and table by table.</summary>
    public static async Task<
        IReadOnlyDictionary<string, (ProofReport Node, IReadOnlyList<ProofReport> Tables)>
    > ReadAsync(
        IMetadataStore metadata,
        IReadOnlyList<MemberView> members,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var store = new ProofStore(metadata);
        var nodes = await store.ReadNodesAsync(cancellationToken);
        var found = new Dictionary<string, (ProofReport, IReadOnlyList<ProofReport>)>(StringComparer.Ordinal);
        foreach (var node in members.Select(member => member.Status.NodeId))
        {
            var now = time.GetUtcNow();
            var tables = await store.ReadTablesAsync(node, cancellationToken);
            found[node] = (
                ProofReport.Of(nodes.Of(node), now),
                [.. tables.Select(table => ProofReport.Of(table, nodes.VoidUntil(node), now))]
            );
        }

        return found;
    }
}
