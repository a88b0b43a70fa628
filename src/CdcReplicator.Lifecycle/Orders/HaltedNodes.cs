using CdcReplicator.Cluster;

namespace CdcReplicator.Lifecycle;

/// <summary>The nodes that an order would get going.</summary>
internal static class HaltedNodes
{
    /// <summary>Their ids, in order.</summary>
    /// <param name="connection">The cluster.</param>
    /// <param name="waiting">What would wait for the order, in the message if nothing does.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="BadInputException">None is halted.</exception>
    public static async Task<IReadOnlyList<string>> FindAsync(
        ClusterConnection connection,
        string waiting,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var members = await new MemberStore(connection.Log.Metadata, time).ReadAsync(cancellationToken);
        var halted = members
            .Where(member => member.Status.State == NodeState.Halted)
            .Select(member => member.Status.NodeId)
            .Order(StringComparer.Ordinal)
            .ToList();
        return halted.Count > 0
            ? halted
            : throw new BadInputException([$"No node is halted, so nothing {waiting}; see: cdc-replicator status"]);
    }
}
