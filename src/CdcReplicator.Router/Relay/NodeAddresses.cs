using System.Net;
using System.Net.Sockets;

namespace CdcReplicator.Router;

/// <summary>Where a node can be reached, and sockets to it.</summary>
internal static class NodeAddresses
{
    private const string SocketName = ".s.PGSQL.";

    /// <summary>The addresses behind a node's published endpoint.</summary>
    /// <exception cref="NodeCannotServeException">It is no endpoint of PostgreSQL's.</exception>
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
            return [new UnixDomainSocketEndPoint($"{host}/{SocketName}{port}")];
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
    /// <exception cref="SocketException">It failed at once; see <see cref="IsBusy"/>.</exception>
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

    /// <summary>
    /// Whether a failure to connect is only that the server has not yet accepted those before. A Unix socket says so at
    /// once, where TCP would wait and try again.
    /// </summary>
    public static bool IsBusy(SocketException error) => error.SocketErrorCode is SocketError.WouldBlock;

    private static Socket Connect(EndPoint address, TimeSpan keepAlive)
    {
        var isUnix = address is UnixDomainSocketEndPoint;
        var socket = new Socket(
            address.AddressFamily,
            SocketType.Stream,
            isUnix ? ProtocolType.Unspecified : ProtocolType.Tcp
        );
        try
        {
            socket.Blocking = false;
            if (!isUnix)
            {
                Tune(socket, keepAlive);
            }

            socket.Connect(address);
        }
        catch (SocketException error)
            when (!isUnix && error.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
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
