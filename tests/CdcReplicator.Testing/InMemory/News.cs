namespace CdcReplicator.Testing;

/// <summary>Wakes everybody who waits, once per announcement.</summary>
internal sealed class News
{
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next announcement. Take it before looking at the state it is about.</summary>
    public Task Next => _next.Task;

    public void Announce()
    {
        var announced = Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously));
        announced.SetResult();
    }
}
