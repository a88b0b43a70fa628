using System.Net;
using System.Net.Sockets;

namespace CdcReplicator.Router;

/// <summary>Accepts clients and gives each to the loop with the fewest sockets.</summary>
internal sealed class RelayAcceptor : ILoopUser
{
    private const int Handful = 64;

    /// <summary>
    /// So many more than are served are accepted, only to get the error that they are too many. Further ones are closed
    /// at once.
    /// </summary>
    private const int MaxRefusing = 64;

    private readonly RelayContext _relay;
    private readonly RelayLoop[] _loops;
    private LoopSocket? _watched;
    private int _clients;

    private RelayAcceptor(RelayContext relay, RelayLoop[] loops, Socket listener)
    {
        _relay = relay;
        _loops = loops;
        EndPoint = listener.LocalEndPoint!;
    }

    /// <summary>Clients connected now.</summary>
    public int Clients => Volatile.Read(ref _clients);

    /// <summary>Where it listens.</summary>
    public EndPoint EndPoint { get; }

    /// <summary>Begins to listen.</summary>
    /// <exception cref="SocketException">The address cannot be listened on.</exception>
    public static RelayAcceptor Start(RelayContext relay, RelayLoop[] loops, IPEndPoint address)
    {
        var listener = RelayListener.Open(address);
        var acceptor = new RelayAcceptor(relay, loops, listener);
        loops[0]
            .Post(
                acceptor,
                () =>
                {
                    loops[0].Enter(acceptor);
                    acceptor._watched = new LoopSocket(loops[0], listener, acceptor, EpollEvents.Readable);
                }
            );
        return acceptor;
    }

    public void OnReady(LoopSocket socket, EpollEvents events)
    {
        try
        {
            // Other sockets of the loop have their turn in between, so a burst is taken in by handfuls.
            for (var i = 0; i < Handful; i++)
            {
                Begin(socket.Socket.Accept());
            }
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.WouldBlock)
        {
            // There are no more.
        }
        catch (SocketException error)
        {
            // Out of files or memory: the listener stays readable, so it is left alone until the next tick.
            RelayLog.AcceptFailed(_relay.Logger, error.SocketErrorCode);
            socket.Interest = EpollEvents.None;
        }
    }

    public void OnTick(long now)
    {
        if (_relay.IsStopping)
        {
            Dispose();
        }
        else if (_watched is not null)
        {
            _watched.Interest = EpollEvents.Readable;
        }
    }

    public void Dispose()
    {
        CleanUp.All(() => _loops[0].Leave(this), () => _watched?.Dispose());
    }

    private void Begin(Socket socket)
    {
        var clients = Interlocked.Increment(ref _clients);
        RelayMetrics.ClientCame();
        var accepted = new AcceptedClient(socket, OnClosed);
        try
        {
            if (clients > _relay.Options.MaxConnections + MaxRefusing)
            {
                accepted.Dispose();
                return;
            }

            socket.Blocking = false;
            NodeAddresses.Tune(socket, _relay.Options.KeepAlive);
            var loop = _loops.MinBy(loop => loop.Load)!;
            // What fails there ends this client, never the listener.
            loop.Post(
                accepted,
                () => _ = new ClientStartup(_relay, loop, accepted, clients > _relay.Options.MaxConnections)
            );
        }
        catch (Exception error)
        {
            RelayLog.ConnectionFailed(_relay.Logger, error);
            accepted.Dispose();
        }
    }

    private void OnClosed()
    {
        Interlocked.Decrement(ref _clients);
        RelayMetrics.ClientWent();
    }
}
