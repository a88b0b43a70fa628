namespace CdcReplicator.Router;

/// <summary>
/// One node could not serve a read although the directory said it could; the next candidate is tried.
/// </summary>
internal sealed class NodeCannotServeException(string nodeId, string problem, string remedy, Exception? inner = null)
    : ReplicationException($"Node '{nodeId}': {problem}", remedy, inner)
{
    /// <summary>
    /// Whether the node works and is only not as far as the read asks; this counts as no failure of the node.
    /// </summary>
    public bool IsBehind { get; init; }
}
