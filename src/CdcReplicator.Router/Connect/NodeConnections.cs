using System.Data;
using System.Data.Common;
using CdcReplicator.Nodes;

namespace CdcReplicator.Router;

/// <summary>Connections of the router's own to nodes, and what the nodes themselves say of their position.</summary>
internal sealed class NodeConnections(IReadOnlyDictionary<string, INodeReadConnector> connectors, TimeProvider clock)
{
    private readonly NodeConnectors _connectors = new(connectors);

    /// <summary>
    /// Opens a connection for a read and makes sure of the position it wants. The lease goes with the connection.
    /// </summary>
    public async Task<RoutedConnection> OpenAsync(NodeView view, RoutedNode node, long wanted, CancellationToken stop)
    {
        if (wanted < 0)
        {
            var any = await _connectors.OpenAsync(view, stop).ConfigureAwait(false);
            _connectors.Of(view.Status).Used(any);
            return Leased(any, view, node, node.Position);
        }

        var (connection, position) = await OpenVerifiedAsync(view, wanted, mayKnow: true, stop).ConfigureAwait(false);
        return Leased(connection, view, node, position);
    }

    /// <summary>Asks a node over a connection of its own whether it has what a read wants; its position.</summary>
    /// <exception cref="NodeCannotServeException">It does not.</exception>
    public async Task<long> ProveAsync(NodeView view, long wanted, CancellationToken stop)
    {
        var (connection, position) = await OpenVerifiedAsync(view, wanted, mayKnow: false, stop).ConfigureAwait(false);
        await connection.DisposeAsync().ConfigureAwait(false);
        return position;
    }

    /// <summary>
    /// A position that was stored in a node at some time from a given one on; null if none is known and it cannot be
    /// asked.
    /// </summary>
    public async Task<FoundPosition?> FindPositionAsync(NodeView view, long since, CancellationToken stop)
    {
        if (_connectors.Find(view.Status) is not { } connector)
        {
            return null;
        }

        if (connector.HeardSince(view.Status, since) is { } heard)
        {
            return heard;
        }

        try
        {
            var connection = await _connectors.OpenAsync(view, stop).ConfigureAwait(false);
            await using var closing = connection.ConfigureAwait(false);
            return
                await connector.ReadPositionAsync(view.Status, connection, stop).ConfigureAwait(false) is { } position
                ? new FoundPosition(position, connector.RunsSince(view.Status))
                : null;
        }
        catch (Exception cause) when (IsFailure(cause))
        {
            // This asks only to learn more than the directory knows. The caller has a safe answer if nothing is known.
            return null;
        }
    }

    /// <summary>
    /// Whether an exception speaks of the node and not of the caller, so that another node may do better.
    /// </summary>
    public static bool IsFailure(Exception cause) => cause is NodeCannotServeException || DriverErrors.Is(cause);

    private RoutedConnection Leased(DbConnection connection, NodeView view, RoutedNode node, long position)
    {
        LeasedConnection.Attach(connection, node.Lease);
        return new RoutedConnection(connection, node.NodeId, position)
        {
            OpenedAt = clock.GetTimestamp(),
            RunsSince = _connectors.Of(view.Status).RunsSince(view.Status),
        };
    }

    private async Task<(DbConnection Connection, long Position)> OpenVerifiedAsync(
        NodeView view,
        long wanted,
        bool mayKnow,
        CancellationToken stop
    )
    {
        for (var isFirst = true; ; isFirst = false)
        {
            var connection = await _connectors.OpenAsync(view, stop).ConfigureAwait(false);
            if (
                mayKnow
                && _connectors.Of(view.Status).PositionHolding(view.Status, connection) is { } held
                && held >= wanted
            )
            {
                return (connection, held);
            }

            try
            {
                return (connection, await VerifyAsync(connection, view, wanted, stop).ConfigureAwait(false));
            }
            catch (Exception cause) when (isFirst && connection.State != ConnectionState.Open && DriverErrors.Is(cause))
            {
                // It was dead before this read: it had lain in the pool while its server was restarted. A new one shows
                // how the node is now.
                _connectors.Of(view.Status).Forget(view.Status);
                await connection.DisposeAsync().ConfigureAwait(false);
            }
            catch
            {
                await connection.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    // What is known of a node's position is a lower bound unless its database was put back to an older state (a crash,
    // a backup, another file under the same name). Only the node itself knows, so a read that asks for a position asks
    // it, unless the connection's own life proves it (G6).
    private async Task<long> VerifyAsync(DbConnection connection, NodeView view, long wanted, CancellationToken stop)
    {
        var known = view.Position;
        var position =
            await _connectors.Of(view.Status).ReadPositionAsync(view.Status, connection, stop).ConfigureAwait(false)
            ?? -1;
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
