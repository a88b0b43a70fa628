using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace CdcReplicator.Router;

/// <summary>
/// One attempt to reach a node at one address: connects, sends the session's first packet, and waits for the first
/// answer.
/// </summary>
internal sealed class DialAttempt : ILoopUser
{
    private readonly RelayLoop _loop;
    private readonly RoutedNode _node;
    private readonly NodeAddress _address;
    private readonly TimeSpan _keepAlive;
    private readonly byte[] _packet;
    private readonly LoginTurn _turn;
    private readonly TaskCompletionSource<NodeLink> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<byte> _answer = [];
    private LoopSocket? _socket;
    private NodeOpening? _opening;

    private DialAttempt(
        RelayLoop loop,
        RoutedNode node,
        NodeAddress address,
        TimeSpan keepAlive,
        byte[] packet,
        LoginTurn turn
    )
    {
        _turn = turn;
        _loop = loop;
        _node = node;
        _address = address;
        _keepAlive = keepAlive;
        _packet = packet;
    }

    /// <summary>A connection in the loop.</summary>
    /// <exception cref="SocketException">The node cannot be reached.</exception>
    /// <exception cref="NodeCannotServeException">It says that it cannot serve now.</exception>
    public static async Task<NodeLink> RunAsync(
        RelayContext relay,
        RelayLoop loop,
        RoutedNode node,
        NodeAddress address,
        byte[] packet,
        LoginTurn turn,
        CancellationToken stop
    )
    {
        var attempt = new DialAttempt(loop, node, address, relay.Options.KeepAlive, packet, turn);
        loop.Post(attempt, attempt.Connect);
        await using var _ = stop.UnsafeRegister(static (state, token) => ((DialAttempt)state!).GiveUp(token), attempt)
            .ConfigureAwait(false);
        return await attempt._done.Task.ConfigureAwait(false);
    }

    /// <summary>TLS to a node does not come about.</summary>
    public static NodeCannotServeException CannotEncrypt(RoutedNode node, IOException error) =>
        new(
            node.NodeId,
            $"TLS to {node.Endpoint}: {error.Message}.",
            "See SSL Mode and Root Certificate of its connection string in the router's node credentials, and ssl in "
                + "its server's postgresql.conf.",
            error
        );

    public void OnReady(LoopSocket socket, EpollEvents events)
    {
        if (_done.Task.IsCompleted)
        {
            // On its way to the session, which will see for itself.
            socket.Suspend();
            return;
        }

        if (!_opening!.IsOpen)
        {
            Open(socket);
            return;
        }

        var count = socket.Receive(_loop.Buffer);
        if (count < 0)
        {
            Fail(new IOException($"{_node.Endpoint} closed the connection without an answer."));
        }
        else
        {
            _answer.AddRange(_loop.Buffer.AsSpan(0, count));
            Judge(CollectionsMarshal.AsSpan(_answer));
        }
    }

    public void OnTick(long now)
    {
        if (_socket is null)
        {
            Connect();
        }
    }

    public void Dispose() => Fail(new IOException("The connection was given up."));

    private void Connect()
    {
        if (_done.Task.IsCompleted)
        {
            return;
        }

        try
        {
            _loop.Enter(this);
            _socket = NodeAddresses.Connect(_address.EndPoint, _keepAlive, _loop, this);
            _opening = new NodeOpening(_socket, _address.Tls);
        }
        catch (SocketException error)
        {
            Fail(error);
        }
    }

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
                Fail(new IOException($"{_node.Endpoint} did not take the first packet."));
            }
        }
        catch (TlsException error)
        {
            Fail(CannotEncrypt(_node, error));
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            Fail(error);
        }
    }

    private void Judge(ReadOnlySpan<byte> answer)
    {
        if (!FirstAnswer.IsWhole(answer))
        {
            return;
        }

        if (FirstAnswer.RefusalOf(_node, answer) is { } refusal)
        {
            Fail(refusal);
        }
        else
        {
            Succeed(new NodeLink(_node, _address, _socket!, _answer.ToArray(), _turn));
        }
    }

    private void Succeed(NodeLink link)
    {
        _loop.Leave(this);
        link.Socket.Interest = EpollEvents.None;
        if (!_done.TrySetResult(link))
        {
            link.Socket.Dispose();
        }
    }

    private void Fail(Exception error)
    {
        CleanUp.All(() => _loop.Leave(this), () => _socket?.Dispose(), () => _done.TrySetException(error));
    }

    // On any thread. What comes of the dialling after this is nobody's any more.
    private void GiveUp(CancellationToken stop)
    {
        if (_done.TrySetCanceled(stop))
        {
            _loop.Post(this, Dispose);
        }
    }
}
