using System.Net.Sockets;

namespace CdcReplicator.Router;

/// <summary>
/// Connects to a node, sends the session's first packet, and waits for the first answer: a node that is starting,
/// stopping or full says so there, and then another may serve. What is the client's own fault (login, database) is an
/// answer like any other.
/// </summary>
internal static class NodeDial
{
    /// <summary>
    /// The part of <see cref="RelayOptions.LoginTimeout"/> that a client waits for its turn: longer than one that has a
    /// turn and does not answer may keep it.
    /// </summary>
    private const int WaitingPart = 2;

    /// <summary>A connection in the loop, to the first address that answers.</summary>
    /// <exception cref="SocketException">The node cannot be reached.</exception>
    /// <exception cref="NodeCannotServeException">
    /// It does not answer in time, or says that it cannot serve now.
    /// </exception>
    /// <exception cref="TooManyLoginsException">Too many clients log in to it.</exception>
    public static async Task<NodeLink> DialAsync(
        RelayContext relay,
        RelayLoop loop,
        RoutedNode node,
        byte[] packet,
        CancellationToken stop
    )
    {
        var turn = await TakeTurnAsync(relay, node.NodeId, stop).ConfigureAwait(false);
        try
        {
            return await DialAsync(relay, loop, node, packet, turn, stop).ConfigureAwait(false);
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    private static async Task<LoginTurn> TakeTurnAsync(RelayContext relay, string node, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(relay.Options.LoginTimeout / WaitingPart, relay.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            return await relay.LoginsOf(node).TakeAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw new TooManyLoginsException(node, relay.Options.MaxUnauthenticated);
        }
    }

    private static async Task<NodeLink> DialAsync(
        RelayContext relay,
        RelayLoop loop,
        RoutedNode node,
        byte[] packet,
        LoginTurn turn,
        CancellationToken stop
    )
    {
        var began = relay.Clock.GetTimestamp();
        using var limit = new CancellationTokenSource(relay.Options.ConnectTimeout, relay.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        try
        {
            var tls = TlsTo(relay, node);
            var found = await NodeAddresses.FindAsync(node, either.Token).ConfigureAwait(false);
            var addresses = found.Select(address => new NodeAddress(address, tls)).ToList();
            var link = await DialAsync(relay, loop, node, addresses, packet, turn, either.Token).ConfigureAwait(false);
            node.Lease.ReportLatency(relay.Clock.GetElapsedTime(began));
            return link;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw new NodeCannotServeException(
                node.NodeId,
                $"{node.Endpoint} did not answer within {relay.Options.ConnectTimeout.TotalSeconds:0.#} s.",
                "See whether its server runs and can be reached from here."
            );
        }
    }

    private static async Task<NodeLink> DialAsync(
        RelayContext relay,
        RelayLoop loop,
        RoutedNode node,
        List<NodeAddress> addresses,
        byte[] packet,
        LoginTurn turn,
        CancellationToken stop
    )
    {
        for (var i = 0; ; i++)
        {
            try
            {
                return await DialAttempt
                    .RunAsync(relay, loop, node, addresses[i], packet, turn, stop)
                    .ConfigureAwait(false);
            }
            catch (SocketException) when (i + 1 < addresses.Count)
            {
                // The name stands for several addresses, of which the first may be of a network that is not there.
            }
        }
    }

    private static NodeTlsClient? TlsTo(RelayContext relay, RoutedNode node)
    {
        try
        {
            return relay.Router.TlsOf(node) is { } wanted ? relay.NodeTls.For(wanted) : null;
        }
        catch (IOException error)
        {
            throw DialAttempt.CannotEncrypt(node, error);
        }
    }
}
