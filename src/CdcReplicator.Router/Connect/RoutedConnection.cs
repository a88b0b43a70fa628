using System.Data.Common;

namespace CdcReplicator.Router;

/// <summary>An open connection and what is known of its node.</summary>
/// <param name="Connection">Open and read-only; disposed by the caller.</param>
/// <param name="NodeId">The node.</param>
/// <param name="Position">A sequence the node has certainly applied; -1 if none is known.</param>
internal sealed record RoutedConnection(DbConnection Connection, string NodeId, long Position)
{
    /// <summary>When it was handed out, a timestamp of the router's clock.</summary>
    public long OpenedAt { get; init; }

    /// <summary>
    /// Since when the node has provably only moved forward: see <see cref="INodeReadConnector.RunsSince"/>.
    /// </summary>
    public long RunsSince { get; init; }
}
