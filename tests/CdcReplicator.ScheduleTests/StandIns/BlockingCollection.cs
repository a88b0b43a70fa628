using System.Collections;
using System.Diagnostics.CodeAnalysis;
using CdcReplicator.ScheduleTests;

namespace CdcReplicator;

/// <summary>A queue whose taker parks.</summary>
public sealed class BlockingCollection<T> : IEnumerable<T>, IDisposable
{
    private readonly Queue<T> _items = [];
    private readonly List<Strand> _waiting = [];
    private bool _isComplete;

    public void Add(T item, CancellationToken cancellationToken = default)
    {
        Schedule.Current!.Point();
        if (_isComplete)
        {
            throw new InvalidOperationException("No more may be added.");
        }

        _items.Enqueue(item);
        Schedule.Current!.Wake(_waiting);
    }

    public bool TryTake([MaybeNullWhen(false)] out T item)
    {
        Schedule.Current!.Point();
        return _items.TryDequeue(out item);
    }

    public bool TryTake([MaybeNullWhen(false)] out T item, int timeout)
    {
        if (timeout == Timeout.Infinite)
        {
            Schedule.Current!.WaitUntil(() => _items.Count > 0 || _isComplete, _waiting);
        }

        return _items.TryDequeue(out item);
    }

    public void CompleteAdding()
    {
        _isComplete = true;
        Schedule.Current!.Wake(_waiting);
    }

    public void Dispose() { }

    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
