using System.Net.Sockets;

namespace CdcReplicator.Router;

/// <summary>
/// A non-blocking socket watched by a loop. Used on the loop's thread only. Never use .NET's asynchronous methods on
/// it: its own engine would watch it too, and wake a thread for every packet.
/// </summary>
internal sealed class LoopSocket : IDisposable
{
    private readonly RelayLoop _loop;
    private readonly nint _file;
    private EpollEvents _interest;
    private bool _isSuspended;
    private bool _isClosed;

    /// <param name="loop">The loop.</param>
    /// <param name="socket">Belongs to the new object; stays the caller's if this throws.</param>
    /// <param name="user">The user to notify.</param>
    /// <param name="interest">Of what.</param>
    public LoopSocket(RelayLoop loop, Socket socket, ILoopUser user, EpollEvents interest)
    {
        _loop = loop;
        _interest = interest;
        Socket = socket;
        // Valid as long as the socket is not disposed, which happens here only.
        _file = socket.SafeHandle.DangerousGetHandle();
        User = user;
        Slot = loop.Enter(this, socket.SafeHandle, interest);
    }

    /// <summary>The user to notify; may be handed on.</summary>
    public ILoopUser User { get; set; }

    /// <summary>What the loop calls it.</summary>
    public long Slot { get; }

    /// <summary>For what is not reading, writing or closing.</summary>
    public Socket Socket { get; }

    /// <summary>TLS on it, once that has begun; null if its bytes go as they are.</summary>
    public TlsConnection? Tls { get; private set; }

    /// <summary>Called once it is closed.</summary>
    public Action? Closed { get; set; }

    /// <summary>The events to report; errors are always reported.</summary>
    public EpollEvents Interest
    {
        get => _interest;
        set
        {
            if (_isClosed || (value == _interest && !_isSuspended))
            {
                return;
            }

            _interest = value;
            if (_isSuspended)
            {
                _loop.Resume(this, Socket.SafeHandle, value);
            }
            else
            {
                _loop.Change(this, Socket.SafeHandle, value);
            }

            _isSuspended = false;
        }
    }

    /// <summary>
    /// Reports nothing, not even errors, until <see cref="Interest"/> is set again. A broken socket that nobody wants
    /// to read would be reported without end.
    /// </summary>
    public void Suspend()
    {
        if (!_isSuspended)
        {
            _isSuspended = true;
            _loop.Suspend(Socket.SafeHandle);
        }
    }

    /// <summary>
    /// Reads; how many bytes, 0 if there are none now, -1 if there will be none any more. With TLS the buffer must have
    /// room for a record (<see cref="TlsConnection.LongestRecord"/>).
    /// </summary>
    public int Receive(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        return Tls is { } tls ? tls.Receive(buffer) : Counted(NativeSockets.Receive(_file, buffer), atEnd: -1);
    }

    /// <summary>Reads what stays there to be read again. Not with TLS.</summary>
    public int Peek(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        return Counted(NativeSockets.Peek(_file, buffer), atEnd: -1);
    }

    /// <summary>
    /// Writes; how many bytes were taken, -1 if the connection is gone. What was not taken must be sent next.
    /// </summary>
    public int Send(ReadOnlySpan<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        return Tls is { } tls ? tls.Send(bytes) : Counted(NativeSockets.Send(_file, bytes), atEnd: 0);
    }

    /// <summary>Begins TLS; <see cref="GoOnWithTls"/> is to be called until it is done.</summary>
    /// <param name="begin">Makes it on the socket's file.</param>
    /// <exception cref="TlsException">It could not begin.</exception>
    public void BeginTls(Func<nint, TlsConnection> begin) => Tls = begin(_file);

    /// <summary>
    /// Goes on with the handshake; whether it is done. Sets <see cref="Interest"/> to what it waits for.
    /// </summary>
    /// <exception cref="TlsException">
    /// It failed. The other side has been informed. The socket is one without TLS again.
    /// </exception>
    public bool GoOnWithTls()
    {
        try
        {
            var progress = Tls!.Shake();
            Interest = progress == TlsProgress.WantsToWrite ? EpollEvents.Writable : EpollEvents.Readable;
            return progress == TlsProgress.Done;
        }
        catch (TlsException)
        {
            Tls!.Dispose();
            Tls = null;
            throw;
        }
    }

    /// <summary>Tells the other side that nothing more comes; false if the connection is gone.</summary>
    public bool EndSending()
    {
        Tls?.EndSending();
        try
        {
            Socket.Shutdown(SocketShutdown.Send);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            // Without its goodbye clients take the end for an attack.
            CleanUp.All(
                () => _loop.Leave(this),
                () => Tls?.EndSending(),
                () => Tls?.Dispose(),
                Socket.Dispose,
                () => Closed?.Invoke()
            );
        }
    }

    private static int Counted(nint count, int atEnd) =>
        count > 0 ? (int)count
        : count == 0 ? atEnd
        : NativeSockets.IsForNow() ? 0
        : -1;
}
