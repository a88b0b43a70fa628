using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Router;

/// <summary>
/// One thread that moves the bytes of many connections: waits until some can be read or written, and lets their users
/// do it. Both sides of a connection are in one loop, so nothing of it needs a lock.
/// </summary>
internal sealed class RelayLoop : IDisposable
{
    /// <summary>How often deadlines are looked at.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// What one read takes at most, and so what is kept at most of a connection whose reader is slower than its writer,
    /// for each direction.
    /// </summary>
    public const int BufferLength = 64 * 1024;

    private const long Bell = -1;

    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Epoll _epoll = new(Bell);
    private readonly Dictionary<long, LoopSocket> _sockets = [];
    private readonly HashSet<ILoopUser> _users = [];
    private readonly ConcurrentQueue<(IDisposable Owner, Action Action)> _posted = new();
    private readonly Thread _thread;
    private long _lastSlot;
    private int _hasRung;
    private int _load;
    private long _lastTick;
    private volatile bool _isStopping;
    private volatile bool _hasEnded;

    /// <summary>Starts the thread.</summary>
    public RelayLoop(int number, TimeProvider clock, ILogger logger)
    {
        _clock = clock;
        _logger = logger;
        _lastTick = clock.GetTimestamp();
        _thread = new Thread(Run) { IsBackground = true, Name = $"relay {number}" };
        _thread.Start();
    }

    /// <summary>A buffer to read into. The user may use it while it is called.</summary>
    public byte[] Buffer { get; } = GC.AllocateArray<byte>(BufferLength, pinned: true);

    /// <summary>Bytes passed to clients since the last tick.</summary>
    public long ToClients { get; set; }

    /// <summary>Bytes passed to nodes since the last tick.</summary>
    public long ToNodes { get; set; }

    /// <summary>How long ago it last looked at its deadlines; from any thread.</summary>
    public TimeSpan SilentFor => _clock.GetElapsedTime(Volatile.Read(ref _lastTick));

    /// <summary>Sockets in it; for choosing a loop, from any thread.</summary>
    public int Load => Volatile.Read(ref _load);

    /// <summary>Does something on the loop's thread, soon; from any thread.</summary>
    /// <param name="owner">Disposed if the action fails, or is not done any more because the loop has ended.</param>
    /// <param name="action">What to do.</param>
    public void Post(IDisposable owner, Action action)
    {
        _posted.Enqueue((owner, action));
        if (_hasEnded)
        {
            DropPosted();
        }
        else if (Interlocked.Exchange(ref _hasRung, 1) == 0)
        {
            _epoll.Ring();
        }
    }

    /// <summary>Counts a user in, whose deadlines are to be looked at.</summary>
    public void Enter(ILoopUser user) => _users.Add(user);

    /// <summary>Counts a user out.</summary>
    public void Leave(ILoopUser user) => _users.Remove(user);

    /// <summary>Begins to watch a socket; what the loop calls it.</summary>
    public long Enter(LoopSocket socket, SafeSocketHandle handle, EpollEvents interest)
    {
        var slot = ++_lastSlot;
        _epoll.Watch(handle, interest, slot);
        _sockets.Add(slot, socket);
        Volatile.Write(ref _load, _sockets.Count);
        return slot;
    }

    /// <summary>Watches a socket for something else.</summary>
    public void Change(LoopSocket socket, SafeSocketHandle handle, EpollEvents interest) =>
        _epoll.Change(handle, interest, socket.Slot);

    /// <summary>Watches a socket again that was suspended.</summary>
    public void Resume(LoopSocket socket, SafeSocketHandle handle, EpollEvents interest) =>
        _epoll.Watch(handle, interest, socket.Slot);

    /// <summary>Watches a socket not at all for now.</summary>
    public void Suspend(SafeSocketHandle handle) => _epoll.Forget(handle);

    /// <summary>Forgets a socket that is about to be closed, which ends the watching.</summary>
    public void Leave(LoopSocket socket)
    {
        _sockets.Remove(socket.Slot);
        Volatile.Write(ref _load, _sockets.Count);
    }

    /// <summary>Ends all connections at once, and the thread.</summary>
    public void Dispose()
    {
        _isStopping = true;
        // It is not closed after this, because another thread may still post, and a closed file's number may be another
        // file's by then. It goes with the last reference.
        _epoll.Ring();
        _thread.Join();
    }

    private void Run()
    {
        while (!_isStopping)
        {
            var count = _epoll.Wait(Tick);
            for (var i = 0; i < count; i++)
            {
                var (events, slot) = _epoll[i];
                if (slot == Bell)
                {
                    RunPosted();
                }
                // One that was closed while the events before this were seen to is not there any more, and its slot is
                // nobody else's.
                else if (_sockets.TryGetValue(slot, out var socket))
                {
                    OnReady(socket, events);
                }
            }

            if (SilentFor >= Tick)
            {
                var now = _clock.GetTimestamp();
                Volatile.Write(ref _lastTick, now);
                OnTick(now);
            }
        }

        foreach (var user in _users.ToArray())
        {
            Release(user);
        }

        // A thread that posts from here on sees it and drops the action itself.
        _hasEnded = true;
        Interlocked.MemoryBarrier();
        DropPosted();
    }

    private void DropPosted()
    {
        lock (_posted)
        {
            while (_posted.TryDequeue(out var posted))
            {
                Release(posted.Owner);
            }
        }
    }

    private void RunPosted()
    {
        _epoll.Hush();
        // Before the queue is emptied, because a thread that posts from here on rings again.
        Volatile.Write(ref _hasRung, 0);
        while (_posted.TryDequeue(out var posted))
        {
            try
            {
                posted.Action();
            }
            catch (Exception error)
            {
                Abort(posted.Owner, error);
            }
        }
    }

    private void OnReady(LoopSocket socket, EpollEvents events)
    {
        var user = socket.User;
        try
        {
            user.OnReady(socket, events);
        }
        catch (Exception error)
        {
            Abort(user, error);
        }
    }

    private void OnTick(long now)
    {
        RelayMetrics.Moved(ToClients, ToNodes);
        ToClients = ToNodes = 0;
        foreach (var user in _users.ToArray())
        {
            try
            {
                user.OnTick(now);
            }
            catch (Exception error)
            {
                Abort(user, error);
            }
        }
    }

    // A mistake in the handling of one connection ends that one; thousands of others share the thread.
    private void Abort(IDisposable owner, Exception error)
    {
        RelayLog.ConnectionFailed(_logger, error);
        Release(owner);
    }

    // Its own clean-up may be what is mistaken. A socket that it left open would keep its client counted in, and would
    // be reported as ready without end.
    private void Release(IDisposable owner)
    {
        Try(owner.Dispose);
        if (owner is ILoopUser user)
        {
            _users.Remove(user);
            foreach (var socket in _sockets.Values.Where(socket => socket.User == user).ToArray())
            {
                Try(socket.Dispose);
            }
        }
    }

    private void Try(Action step)
    {
        try
        {
            step();
        }
        catch (Exception error)
        {
            RelayLog.ConnectionFailed(_logger, error);
        }
    }
}
