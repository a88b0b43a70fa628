using System.Collections.Concurrent;
using System.Data.Common;

namespace CdcReplicator.Router;

/// <summary>The connectors by kind of node. What one keeps of a node is forgotten when the node leaves.</summary>
internal sealed class NodeConnectors(IReadOnlyDictionary<string, INodeReadConnector> connectors)
{
    private readonly ConcurrentDictionary<string, CancellationToken> _terms = new(StringComparer.Ordinal);

    /// <summary>The connector of a member; null if there is none for its kind.</summary>
    public INodeReadConnector? Find(MemberStatus member) => connectors.GetValueOrDefault(member.Kind);

    /// <summary>The connector of a member.</summary>
    /// <exception cref="NodeCannotServeException">There is none for its kind.</exception>
    public INodeReadConnector Of(MemberStatus member) =>
        Find(member)
        ?? throw new NodeCannotServeException(
            member.NodeId,
            $"this client has no driver for nodes of kind '{member.Kind}'.",
            "Use a newer client."
        );

    /// <summary>Opens a connection to a node.</summary>
    /// <exception cref="NodeCannotServeException">There is no connector for its kind.</exception>
    public Task<DbConnection> OpenAsync(NodeView view, CancellationToken stop)
    {
        var connector = Of(view.Status);
        var term = view.Known.Left;
        if (!_terms.TryGetValue(view.Id, out var known) || known != term)
        {
            // A node that leaves may be stopped, or come back as another database (a SQLite file put in the old one's
            // place): no idle connection may stay, nor anything it has said. At the latest before the first connection
            // of the next term; before the very first too, for drivers' pools belong to the process, and another router
            // may have left there what no longer lives.
            connector.Forget(view.Status);
            _terms[view.Id] = term;
            term.UnsafeRegister(_ => connector.Forget(view.Status), null);
        }

        return connector.OpenAsync(view.Status, stop);
    }
}
