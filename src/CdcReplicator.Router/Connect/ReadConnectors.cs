using CdcReplicator.Nodes;

namespace CdcReplicator.Router;

/// <summary>The connectors of all kinds of node.</summary>
internal static class ReadConnectors
{
    /// <summary>By kind.</summary>
    /// <param name="credentials">
    /// Connection strings by node id or kind, as <c>CdcClusterOptions.NodeCredentials</c> says.
    /// </param>
    /// <param name="nodeHosts">Where nodes may be, as <see cref="RoutingOptions.NodeHosts"/> says.</param>
    /// <param name="log">The cluster's log; a node's position in another log counts for nothing.</param>
    /// <param name="clock">The clock.</param>
    public static IReadOnlyDictionary<string, INodeReadConnector> For(
        IReadOnlyDictionary<string, string> credentials,
        IReadOnlyList<string> nodeHosts,
        LogId log,
        TimeProvider clock
    ) =>
        new Dictionary<string, INodeReadConnector>(StringComparer.Ordinal)
        {
            [NodeKinds.Postgres] = new PostgresReadConnector(credentials, new NodeHostList(nodeHosts), log, clock),
            [NodeKinds.Sqlite] = new SqliteReadConnector(credentials, log),
        };
}
