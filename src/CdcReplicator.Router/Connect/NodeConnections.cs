using System.Data.Common;
using CdcReplicator.Model;

namespace CdcReplicator.Router;

/// <summary>Connections of the router's own to nodes, and what the nodes themselves say of their position.</summary>
internal sealed class NodeConnections(IReadOnlyDictionary<string, INodeReadConnector> connectors)
{
    /// <summary>Opens a connection for a read and makes sure of the position it wants. The lease goes with the connection.</summary>
    public async Task<RoutedConnection> OpenAsync(NodeView view, RoutedNode node, long wanted, CancellationToken stop)
    {
        var connection = await ConnectorOf(view.Status).OpenAsync(view.Status, stop);
        try
        {
            var position = wanted < 0 ? node.Position : await VerifyAsync(connection, view, wanted, stop);
            LeasedConnection.Attach(connection, node.Lease);
            return new RoutedConnection(connection, node.NodeId, position);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks a node over a connection of its own whether it has what a read wants; its position.</summary>
    /// <exception cref="NodeCannotServeException">It does not.</exception>
    public async Task<long> ProveAsync(NodeView view, long wanted, CancellationToken stop)
    {
        await using var connection = await ConnectorOf(view.Status).OpenAsync(view.Status, stop);
        return await VerifyAsync(connection, view, wanted, stop);
    }

    /// <summary>The position stored in a node now, or null if it cannot be asked.</summary>
    public async Task<long?> FindPositionAsync(NodeView view, CancellationToken stop)
    {
        if (!connectors.TryGetValue(view.Status.Kind, out var connector))
        {
            return null;
        }

        try
        {
            await using var connection = await connector.OpenAsync(view.Status, stop);
            return await connector.ReadPositionAsync(connection, stop);
        }
        catch (Exception cause) when (IsFailure(cause))
        {
            // Asked only to learn more than the directory tells; the caller has a safe answer for not knowing.
            return null;
        }
    }

    /// <summary>Whether an exception speaks of the node and not of the caller, so that another node may do better.</summary>
    public static bool IsFailure(Exception cause) =>
        cause is DbException or System.Net.Sockets.SocketException or IOException or NodeCannotServeException;

    private INodeReadConnector ConnectorOf(MemberStatus member) =>
        connectors.TryGetValue(member.Kind, out var connector)
            ? connector
            : throw new NodeCannotServeException(
                member.NodeId,
                $"this client has no driver for nodes of kind '{member.Kind}'.",
                "Use a newer client."
            );

    // What is known of a node's position is a lower bound unless its database was put back to an older state (restored from a backup, another file under the
    // same name). Only the node itself knows, so a read that asks for a position asks it (G6).
    private async Task<long> VerifyAsync(DbConnection connection, NodeView view, long wanted, CancellationToken stop)
    {
        var known = view.Position;
        var position = await ConnectorOf(view.Status).ReadPositionAsync(connection, stop) ?? -1;
        if (position >= wanted)
        {
            return position;
        }

        view.Known.Saw(position);
        throw new NodeCannotServeException(
            view.Id,
            $"it was known to be at position {known}, but its database is at {position}, behind {wanted}.",
            "It may have been restored from a backup; wait until its applier has caught up."
        )
        {
            IsBehind = true,
        };
    }
}
