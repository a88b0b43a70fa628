using System.Net.Sockets;

namespace CdcReplicator.Router;

/// <summary>A connection to a node until something can be sent: TCP, then TLS where it is asked for.</summary>
/// <param name="socket">The connecting socket; stays the caller's.</param>
/// <param name="tls">TLS; null for none.</param>
internal sealed class NodeOpening(LoopSocket socket, NodeTlsClient? tls)
{
    private const byte Yes = (byte)'S';
    private const byte No = (byte)'N';

    private static readonly byte[] SslRequest = [0, 0, 0, 8, 4, 210, 22, 47];

    private bool _isConnected;

    /// <summary>Whether something can be sent.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>The socket can be read or written; whether something can be sent now.</summary>
    /// <exception cref="SocketException">It is not connected.</exception>
    /// <exception cref="TlsException">The node speaks no TLS, or is not who it should be.</exception>
    /// <exception cref="IOException">The node closed the connection.</exception>
    public bool GoOn()
    {
        if (socket.Tls is not null)
        {
            IsOpen = socket.GoOnWithTls();
        }
        else if (_isConnected)
        {
            OnAnswer();
        }
        else
        {
            OnConnected();
        }

        return IsOpen;
    }

    private void OnConnected()
    {
        var error = (int)socket.Socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
        if (error != 0)
        {
            throw new SocketException(error);
        }

        _isConnected = true;
        IsOpen = tls is null;
        if (tls is not null)
        {
            socket.Interest = EpollEvents.Readable;
            socket.Send(SslRequest);
        }
    }

    // One byte is taken and no more: what follows is the handshake's, so nobody between can slip something in before
    // it (CVE-2021-23222).
    private void OnAnswer()
    {
        Span<byte> answer = stackalloc byte[1];
        var count = socket.Receive(answer);
        if (count < 0)
        {
            throw new IOException("The node closed the connection when it was asked for TLS.");
        }

        if (count > 0)
        {
            socket.BeginTls(
                answer[0] switch
                {
                    Yes => tls!.Connect,
                    No => throw new TlsException("its connection string asks for TLS, and its server speaks none"),
                    _ => throw new TlsException("its server did not say whether it speaks TLS"),
                }
            );
            IsOpen = socket.GoOnWithTls();
        }
    }
}
