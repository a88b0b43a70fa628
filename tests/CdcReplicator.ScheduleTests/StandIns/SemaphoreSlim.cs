namespace CdcReplicator;

/// <summary>A semaphore whose waiters are strands.</summary>
public sealed class SemaphoreSlim(int count, int max = int.MaxValue) : IDisposable
{
    private readonly LinkedList<TaskCompletionSource> _waiting = [];

    public int CurrentCount { get; private set; } = count;

    public async Task WaitScheduledAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using (Scheduled.Enter(_waiting))
        {
            if (CurrentCount > 0)
            {
                CurrentCount--;
                return;
            }
        }

        var waiter = _waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        using var cancelling = cancellationToken.UnsafeRegister(
            _ =>
            {
                if (waiter.List is not null)
                {
                    _waiting.Remove(waiter);
                    waiter.Value.SetCanceled(cancellationToken);
                }
            },
            null
        );
        await waiter.Value.Task;
    }

    public int Release()
    {
        var before = CurrentCount;
        if (_waiting.First is { } first)
        {
            _waiting.RemoveFirst();
            first.Value.SetResult();
        }
        else if (++CurrentCount > max)
        {
            throw new SemaphoreFullException();
        }

        return before;
    }

    public void Dispose() { }
}
