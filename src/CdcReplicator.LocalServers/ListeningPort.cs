using System.Net;
using System.Net.Sockets;

namespace CdcReplicator.LocalServers;

/// <summary>A port of the loopback address on which a server may listen.</summary>
internal static class ListeningPort
{
    /// <summary>Whether somebody listens there.</summary>
    public static async Task<bool> IsOpenAsync(int port, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
