using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// Events of one read, in order. Its room is used again for a later one, once the core has taken what it keeps of them.
/// </summary>
internal sealed class EventBlock
{
    private LogEvent[] _events;
    private int _count;

    /// <summary>An empty block.</summary>
    /// <param name="capacity">Events it has room for without growing.</param>
    public EventBlock(int capacity) => _events = new LogEvent[capacity];

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>The events.</summary>
    public ReadOnlySpan<LogEvent> Events => _events.AsSpan(0, _count);

    /// <summary>Where the next event goes; it belongs to the block once <see cref="Keep"/> is called.</summary>
    public ref LogEvent Room
    {
        get
        {
            if (_count == _events.Length)
            {
                Array.Resize(ref _events, Math.Max(1, _count * 2));
            }

            return ref _events[_count];
        }
    }

    /// <summary>Keeps what was put where there was room.</summary>
    public void Keep() => _count++;

    /// <summary>Forgets the events. What they held is let go when later ones take their places.</summary>
    public void Clear() => _count = 0;
}
