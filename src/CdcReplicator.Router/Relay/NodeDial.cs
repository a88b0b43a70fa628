using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace CdcReplicator.Router;

/// <summary>
/// Connects to a node, sends the session's first packet, and waits for the first answer: a node that is starting,
/// stopping or full says so there, and then another may serve. What is the client's own fault (login, database) is an
/// answer like any other.
/// </summary>
internal sealed class NodeDial : ILoopUser
{
    private const int HeaderLength = 5;

    /// <summary>
    /// The part of <see cref="RelayOptions.LoginTimeout"/> that a client waits for its turn: longer than one that has a
    /// turn and does not answer may keep it.
    /// </summary>
    private const int WaitingPart = 2;
    private const int LongestError = 16 * 1024;

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

    private NodeDial(
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

    private static NodeTlsClient? TlsTo(RelayContext relay, RoutedNode node)
    {
        try
        {
            return relay.Router.TlsOf(node) is { } wanted ? relay.NodeTls.For(wanted) : null;
        }
        catch (IOException error)
        {
            throw CannotEncrypt(node, error);
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
            var dial = new NodeDial(loop, node, addresses[i], relay.Options.KeepAlive, packet, turn);
            try
            {
                loop.Post(dial, dial.Connect);
                await using var _ = stop.UnsafeRegister(static (state, token) => ((NodeDial)state!).GiveUp(token), dial)
                    .ConfigureAwait(false);
                return await dial._done.Task.ConfigureAwait(false);
            }
            catch (SocketException) when (i + 1 < addresses.Count)
            {
                // The name stands for several addresses, of which the first may be of a network that is not there.
            }
        }
    }

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

    private static NodeCannotServeException CannotEncrypt(RoutedNode node, IOException error) =>
        new(
            node.NodeId,
            $"TLS to {node.Endpoint}: {error.Message}.",
            "See SSL Mode and Root Certificate of its connection string in the router's node credentials, and ssl in "
                + "its server's postgresql.conf.",
            error
        );

    private void Judge(ReadOnlySpan<byte> answer)
    {
        if (answer.Length < HeaderLength)
        {
            return;
        }

        var length = 1 + BinaryPrimitives.ReadInt32BigEndian(answer[1..]);
        if (answer[0] == ErrorMessage.Type && length is > HeaderLength and <= LongestError)
        {
            if (answer.Length < length)
            {
                return;
            }

            var (state, text) = ErrorMessage.Read(answer[..length]);
            if (SqlStates.SpeaksOfTheNode(state))
            {
                Fail(
                    new NodeCannotServeException(
                        _node.NodeId,
                        $"{_node.Endpoint} refuses sessions with SQLSTATE {state}: {text}.",
                        "Wait until it serves again, or give it more room."
                    )
                );
                return;
            }
        }

        Succeed(new NodeLink(_node, _address, _socket!, _answer.ToArray(), _turn));
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
