using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace CdcReplicator.ScheduleTests;

internal sealed class ScheduledChannel<T> : Channel<T>
{
    private readonly LinkedList<T> _items = [];
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _capacity;
    private readonly BoundedChannelFullMode _fullMode;
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isComplete;
    private Exception? _error;

    public ScheduledChannel(int capacity, BoundedChannelFullMode fullMode)
    {
        _capacity = capacity;
        _fullMode = fullMode;
        Reader = new Reading(this);
        Writer = new Writing(this);
    }

    // Whoever waits for anything looks again at any news: more steps than needed, and no waiter forgotten.
    private void Announce()
    {
        var news = _news;
        _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
        news.SetResult();
        if (_isComplete && _items.Count == 0)
        {
            if (_error is null)
            {
                _completion.TrySetResult();
            }
            else
            {
                _completion.TrySetException(_error);
            }
        }
    }

    private async ValueTask<bool> UntilAsync(Func<bool> condition, Func<bool> end, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Schedule.Current?.Point();
            if (condition())
            {
                return true;
            }

            if (end())
            {
                return _error is null ? false : throw _error;
            }

            await _news.Task.WaitScheduledAsync(cancellationToken);
        }
    }

    private sealed class Reading(ScheduledChannel<T> channel) : ChannelReader<T>
    {
        public override Task Completion => channel._completion.Task;

        public override bool CanCount => true;

        public override int Count => channel._items.Count;

        public override bool TryRead([MaybeNullWhen(false)] out T item)
        {
            Schedule.Current?.Point();
            if (channel._items.First is not { } first)
            {
                item = default;
                return false;
            }

            item = first.Value;
            channel._items.RemoveFirst();
            channel.Announce();
            return true;
        }

        public override async IAsyncEnumerable<T> ReadAllAsync(
            [EnumeratorCancellation] CancellationToken cancellationToken = default
        )
        {
            while (await WaitToReadAsync(cancellationToken))
            {
                while (TryRead(out var item))
                {
                    yield return item;
                }
            }
        }

        public override async ValueTask<T> ReadAsync(CancellationToken cancellationToken = default)
        {
            while (await WaitToReadAsync(cancellationToken))
            {
                if (TryRead(out var item))
                {
                    return item;
                }
            }

            throw new ChannelClosedException(channel._error);
        }

        public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default) =>
            channel.UntilAsync(() => channel._items.Count > 0, () => channel._isComplete, cancellationToken);
    }

    private sealed class Writing(ScheduledChannel<T> channel) : ChannelWriter<T>
    {
        public override bool TryComplete(Exception? error = null)
        {
            if (channel._isComplete)
            {
                return false;
            }

            channel._isComplete = true;
            channel._error = error;
            channel.Announce();
            return true;
        }

        public override bool TryWrite(T item)
        {
            Schedule.Current?.Point();
            if (channel._isComplete)
            {
                return false;
            }

            if (channel._items.Count >= channel._capacity)
            {
                switch (channel._fullMode)
                {
                    case BoundedChannelFullMode.Wait:
                        return false;
                    case BoundedChannelFullMode.DropOldest:
                        channel._items.RemoveFirst();
                        break;
                    case BoundedChannelFullMode.DropNewest:
                        channel._items.RemoveLast();
                        break;
                    default:
                        return true;
                }
            }

            channel._items.AddLast(item);
            channel.Announce();
            return true;
        }

        public override async ValueTask WriteAsync(T item, CancellationToken cancellationToken = default)
        {
            while (await WaitToWriteAsync(cancellationToken))
            {
                if (TryWrite(item))
                {
                    return;
                }
            }

            throw new ChannelClosedException(channel._error);
        }

        public override ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default) =>
            channel.UntilAsync(
                () => !channel._isComplete && channel._items.Count < channel._capacity,
                () => channel._isComplete,
                cancellationToken
            );
    }
}
