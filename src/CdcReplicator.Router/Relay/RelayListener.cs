using System.Net;
using System.Net.Sockets;

namespace CdcReplicator.Router;

/// <summary>The socket on which clients come in.</summary>
internal static class RelayListener
{
    private const int Backlog = 1024;

    /// <summary>A socket that listens and does not block.</summary>
    /// <exception cref="SocketException">The address cannot be listened on.</exception>
    public static Socket Open(IPEndPoint address)
    {
        var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        try
        {
            listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            listener.Bind(address);
            listener.Listen(Backlog);
            return listener;
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }
}
