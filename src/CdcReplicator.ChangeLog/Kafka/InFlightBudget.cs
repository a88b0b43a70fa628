namespace CdcReplicator.ChangeLog;

/// <summary>
/// Bounds the bytes handed to the producer and not yet reported, so that a full queue holds back the appender instead
/// of failing it. One waiter at a time.
/// </summary>
internal sealed class InFlightBudget(long limit)
{
    private readonly Lock _lock = new();
    private long _used;
    private TaskCompletionSource? _waiter;

    /// <summary>Takes the bytes when there is room; a record larger than the limit goes alone.</summary>
    public async ValueTask TakeAsync(long bytes)
    {
        while (true)
        {
            Task wait;
            lock (_lock)
            {
                if (_used == 0 || _used + bytes <= limit)
                {
                    _used += bytes;
                    return;
                }

                _waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                wait = _waiter.Task;
            }

            await wait.ConfigureAwait(false);
        }
    }

    /// <summary>Gives them back.</summary>
    public void Give(long bytes)
    {
        if (bytes == 0)
        {
            return;
        }

        TaskCompletionSource? waiter;
        lock (_lock)
        {
            _used -= bytes;
            (waiter, _waiter) = (_waiter, null);
        }

        waiter?.SetResult();
    }
}
