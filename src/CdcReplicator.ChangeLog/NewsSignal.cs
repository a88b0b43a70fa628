namespace CdcReplicator.ChangeLog;

/// <summary>
/// Wakes everybody who waits. Take <see cref="Next"/> before looking, so that no news falls between looking and
/// waiting.
/// </summary>
internal sealed class NewsSignal
{
    private TaskCompletionSource _next = Create();

    /// <summary>Completes at the next news.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Wakes all that wait for <see cref="Next"/>.</summary>
    public void Ring() => Interlocked.Exchange(ref _next, Create()).TrySetResult();

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
