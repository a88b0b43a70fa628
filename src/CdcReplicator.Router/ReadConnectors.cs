namespace CdcReplicator.Router;

/// <summary>The connectors of all kinds of node.</summary>
public static class ReadConnectors
{
    /// <summary>By kind.</summary>
    /// <param name="credentials">Connection strings by node id or kind, as <c>CdcClusterOptions.NodeCredentials</c> says.</param>
    public static IReadOnlyDictionary<string, INodeReadConnector> For(
        IReadOnlyDictionary<string, string> credentials
    ) =>
        new Dictionary<string, INodeReadConnector>(StringComparer.Ordinal)
        {
            ["postgres"] = new PostgresReadConnector(credentials),
            ["sqlite"] = new SqliteReadConnector(credentials),
        };
}
