namespace CdcReplicator.ChangeLog;

/// <summary>
/// Looks at the topics every few seconds, so that a process that writes rarely also learns of a change.
/// </summary>
internal sealed class TopicWatchLoop : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    /// <summary>Starts.</summary>
    public TopicWatchLoop(IReadOnlyList<TopicWatch> watches, TimeProvider time) =>
        _work = Task.Run(() => WorkAsync(watches, time));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task WorkAsync(IReadOnlyList<TopicWatch> watches, TimeProvider time)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                foreach (var watch in watches)
                {
                    await watch.LookAsync(_stop.Token).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
    }
}
