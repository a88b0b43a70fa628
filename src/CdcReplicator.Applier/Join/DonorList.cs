using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;

namespace CdcReplicator.Applier;

/// <summary>Reads beside the log who the other nodes are, as one that looks for a donor sees them.</summary>
internal sealed class DonorList(IMetadataStore store, string nodeId, TimeProvider time)
{
    private readonly MemberStore _members = new(store, time);
    private readonly TableStore _tables = new(store);
    private readonly MaintenanceStore _maintenance = new(store);

    /// <summary>The other nodes.</summary>
    /// <param name="failures">When which of them failed as a donor.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<IReadOnlyList<DonorCandidate>> ReadAsync(
        IReadOnlyDictionary<string, long> failures,
        CancellationToken cancellationToken
    )
    {
        var members = await _members.ReadAsync(cancellationToken);
        var tables = await _tables.ReadNodesAsync(cancellationToken);
        var drained = await _maintenance.ReadAsync(cancellationToken);
        return
        [
            .. members
                .Where(member => member.Status.NodeId != nodeId && member.Status.State != NodeState.Left)
                .Select(member => new DonorCandidate(member)
                {
                    HasTables = tables.Any(node => node.NodeId == member.Status.NodeId && node.Tables.Count > 0),
                    IsDrained = drained.ContainsKey(member.Status.NodeId),
                    FailedAt = failures.TryGetValue(member.Status.NodeId, out var at) ? at : null,
                }),
        ];
    }
}
