using System.Net.Sockets;

namespace CdcReplicator.Router;

/// <summary>
/// Brings a cancel request to the node whose key it names. As in PostgreSQL nobody is answered; the client sees its
/// connection closed once the node has acted.
/// </summary>
internal sealed class CancelForward : ILoopUser
{
    private readonly RelayContext _relay;
    private readonly RelayLoop _loop;
    private readonly LoopSocket _client;
    private readonly NodeAddress _address;
    private readonly byte[] _packet;
    private readonly long _deadline;
    private LoopSocket? _node;
    private NodeOpening? _opening;

    private CancelForward(RelayContext relay, RelayLoop loop, LoopSocket client, NodeAddress address, byte[] packet)
    {
        _relay = relay;
        _loop = loop;
        _client = client;
        _address = address;
        _packet = packet;
        _deadline = relay.In(relay.Options.ConnectTimeout);
    }

    /// <summary>Takes over a client and its request.</summary>
    public static void Begin(RelayContext relay, RelayLoop loop, LoopSocket client, ReadOnlySpan<byte> packet)
    {
        var node = relay.Cancels.Find(packet[StartupReader.HeaderLength..]);
        RelayMetrics.Cancelled(isKnown: node is not null);
        if (node is null)
        {
            client.Dispose();
            return;
        }

        var forward = new CancelForward(relay, loop, client, node, packet.ToArray());
        client.User = forward;
        loop.Enter(forward);
        try
        {
            client.Interest = EpollEvents.None;
            forward.Connect();
        }
        catch
        {
            forward.Dispose();
            throw;
        }
    }

    public void OnReady(LoopSocket socket, EpollEvents events)
    {
        if (socket == _client)
        {
            // It may go before the node has acted; libpq does not.
            socket.Suspend();
        }
        else if (!_opening!.IsOpen)
        {
            Open(socket);
        }
        else if (socket.Receive(_loop.Buffer) < 0)
        {
            Dispose();
        }
    }

    public void OnTick(long now)
    {
        if (now >= _deadline || now >= _relay.StopAt)
        {
            Dispose();
        }
        else if (_node is null)
        {
            Connect();
        }
    }

    public void Dispose() => CleanUp.All(() => _loop.Leave(this), () => _node?.Dispose(), _client.Dispose);

    private void Open(LoopSocket socket)
    {
        try
        {
            if (!_opening!.GoOn())
            {
                return;
            }

            socket.Interest = EpollEvents.Readable;
            if (socket.Send(_packet) != _packet.Length)
            {
                Dispose();
            }
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            // There is nobody to report it to. The client sees that its query goes on.
            RelayLog.CancelFailed(_relay.Logger, error.Message);
            Dispose();
        }
    }

    private void Connect()
    {
        try
        {
            _node = NodeAddresses.Connect(_address.EndPoint, _relay.Options.KeepAlive, _loop, this);
            _opening = new NodeOpening(_node, _address.Tls);
        }
        catch (SocketException)
        {
            // The node is gone, and what was to be cancelled with it.
            Dispose();
        }
    }
}
