using System.Net.Sockets;

namespace CdcReplicator.Router;

/// <summary>
/// A client's socket that nobody watches yet. Disposing it closes the socket and counts the client out; on any thread.
/// </summary>
/// <param name="socket">The socket; belongs to this object until a <see cref="LoopSocket"/> has taken it over.</param>
/// <param name="closed">Called once when the socket is closed.</param>
internal sealed class AcceptedClient(Socket socket, Action closed) : IDisposable
{
    private int _isDone;

    /// <summary>Hands the socket over to a loop.</summary>
    public LoopSocket Watch(RelayLoop loop, ILoopUser user, EpollEvents interest)
    {
        var watched = new LoopSocket(loop, socket, user, interest) { Closed = closed };
        Volatile.Write(ref _isDone, 1);
        return watched;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDone, 1) == 0)
        {
            CleanUp.All(socket.Dispose, closed);
        }
    }
}
