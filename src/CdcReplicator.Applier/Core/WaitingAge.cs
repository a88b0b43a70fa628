using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// How long what is not applied waits. By append times, which the log vouches for, and by this process's own steady
/// time, since when it has seen the log go on beyond the position: neither compares clocks of two machines.
/// </summary>
internal sealed class WaitingAge
{
    // Ends of the log beyond the position, each with when it was first seen; the log is asked twice a second.
    private readonly Queue<(long EndOffset, long SeenAt)> _ends = [];
    private LogBounds? _bounds;
    private long? _firstEnd;
    private long _newest = -1;

    /// <summary>Takes what the log holds now; null if it could not be asked.</summary>
    public void Note(LogBounds? bounds, long now)
    {
        _bounds = bounds;
        if (bounds is not { } known)
        {
            return;
        }

        _firstEnd ??= known.EndOffset;
        if (known.EndOffset > _newest)
        {
            _newest = known.EndOffset;
            _ends.Enqueue((known.EndOffset, now));
        }
    }

    /// <summary>Whether everything is applied that the log held when it was first asked.</summary>
    public bool HasReachedFirstEnd(NodePosition position) =>
        _firstEnd is { } first && position.LastAppliedSequence + 1 >= first;

    /// <summary>
    /// Milliseconds that the oldest record after a position waits, at least; 0 if there is none, null if unknown.
    /// </summary>
    public long? Of(NodePosition position, long now)
    {
        var next = position.LastAppliedSequence + 1;
        while (_ends.TryPeek(out var reached) && reached.EndOffset <= next)
        {
            _ends.Dequeue();
        }

        if (_bounds is not { } known)
        {
            return null;
        }

        if (next >= known.EndOffset)
        {
            return 0;
        }

        if (known.EndTime is not { } endTime || position.AppendTime is not { } applied)
        {
            return null;
        }

        var seen = _ends.TryPeek(out var oldest) ? now - oldest.SeenAt : 0;
        return Math.Max(endTime - applied, seen);
    }
}
