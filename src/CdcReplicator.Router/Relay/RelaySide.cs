namespace CdcReplicator.Router;

/// <summary>One side of a session: its socket, and what waits to be written to it.</summary>
internal sealed class RelaySide(LoopSocket socket, TimeProvider clock)
{
    private readonly HeldBytes _held = new();
    private long _stuckSince;
    private bool _isEnding;

    public LoopSocket Socket { get; } = socket;

    /// <summary>Whether bytes wait for it to take them.</summary>
    public bool IsBehind => !_held.IsEmpty;

    /// <summary>
    /// Whether it can be written no more; what is sent to it then goes nowhere, but what it has said is still to be
    /// read.
    /// </summary>
    public bool IsDeaf { get; private set; }

    /// <summary>Begins or stops reading it.</summary>
    public bool IsRead
    {
        get => Socket.Interest.HasFlag(EpollEvents.Readable);
        set =>
            Socket.Interest = value ? Socket.Interest | EpollEvents.Readable : Socket.Interest & ~EpollEvents.Readable;
    }

    /// <summary>Sends, and holds what it has no room for. Nothing is held yet.</summary>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        var sent = IsDeaf ? bytes.Length : Socket.Send(bytes);
        if (sent < 0)
        {
            IsDeaf = true;
        }
        else if (sent < bytes.Length)
        {
            _held.Hold(bytes[sent..]);
            _stuckSince = clock.GetTimestamp();
            Socket.Interest |= EpollEvents.Writable;
        }
    }

    /// <summary>Sends what is held, as far as there is room now.</summary>
    public void Flush()
    {
        if (!IsBehind)
        {
            return;
        }

        var sent = Socket.Send(_held.Bytes);
        if (sent < 0)
        {
            IsDeaf = true;
            sent = _held.Bytes.Length;
        }

        if (sent > 0)
        {
            _held.Drop(sent);
            _stuckSince = clock.GetTimestamp();
        }

        if (!IsBehind)
        {
            Socket.Interest &= ~EpollEvents.Writable;
            EndSending();
        }
    }

    /// <summary>Tells it that nothing more comes, once it has taken what is held.</summary>
    public void EndAfterHeld()
    {
        _isEnding = true;
        EndSending();
    }

    private void EndSending()
    {
        if (_isEnding && !IsBehind && !IsDeaf)
        {
            IsDeaf = !Socket.EndSending();
        }
    }

    /// <summary>Whether it has taken nothing of what is held for so long.</summary>
    public bool IsStuck(long now, TimeSpan limit) => IsBehind && clock.GetElapsedTime(_stuckSince, now) >= limit;

    /// <summary>Lets go of the socket and of what is held.</summary>
    public void Close()
    {
        CleanUp.All(Socket.Dispose, _held.Clear);
    }
}
