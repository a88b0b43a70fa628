using System.Net;
using System.Net.Sockets;
using CdcReplicator.Nodes;

namespace CdcReplicator.Router;

/// <summary>Where a node can be reached, and sockets to it.</summary>
internal static class NodeAddresses
{
    /// <summary>The addresses that a node's published endpoint stands for.</summary>
    /// <exception cref="NodeCannotServeException">
    /// It is no endpoint of PostgreSQL's, or a Unix socket: there the server would take the relay's account for the
    /// client's (<c>peer</c>).
    /// </exception>
    /// <exception cref="SocketException">The name is not known.</exception>
    public static async Task<IReadOnlyList<EndPoint>> FindAsync(RoutedNode node, CancellationToken stop)
    {
        if (PostgresEndpoint.Read(node.Endpoint) is not { Host: { } host, Port: var port })
        {
            throw new NodeCannotServeException(
                node.NodeId,
                $"its endpoint '{node.Endpoint}' is not of the form host:port/database.",
                "Give its applier a connection string with Host."
            );
        }

        if (host.StartsWith('/'))
        {
            throw new NodeCannotServeException(
                node.NodeId,
                $"its endpoint '{node.Endpoint}' is a Unix socket, where the server takes the relay's account for the "
                    + "client's.",
                "Give its applier a connection string with the server's TCP address as Host."
            );
        }

        return IPAddress.TryParse(host, out var address)
            ? [new IPEndPoint(address, port)]
            :
            [
                .. (await Dns.GetHostAddressesAsync(host, stop).ConfigureAwait(false)).Select(found => new IPEndPoint(
                    found,
                    port
                )),
            ];
    }

    /// <summary>Begins to connect, watched by a loop; the socket can be written once it is connected.</summary>
    /// <exception cref="SocketException">It failed at once.</exception>
    public static LoopSocket Connect(EndPoint address, TimeSpan keepAlive, RelayLoop loop, ILoopUser user)
    {
        var socket = Connect(address, keepAlive);
        try
        {
            return new LoopSocket(loop, socket, user, EpollEvents.Writable);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Socket Connect(EndPoint address, TimeSpan keepAlive)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Blocking = false;
            Tune(socket, keepAlive);
            socket.Connect(address);
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            // Under way.
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        return socket;
    }

    /// <summary>No waiting for more to send; a silent other side is asked whether it is there.</summary>
    public static void Tune(Socket socket, TimeSpan keepAlive)
    {
        const int QuestionSeconds = 5;
        const int Questions = 3;
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, (int)keepAlive.TotalSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, QuestionSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Questions);
    }
}
