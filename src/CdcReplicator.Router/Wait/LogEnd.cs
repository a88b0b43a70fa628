using CdcReplicator.ChangeLog;

namespace CdcReplicator.Router;

/// <summary>
/// The log's end, asked for by reads and never older than the read that asks. Reads that ask at the same time share one question, as long as it is put after they asked.
/// </summary>
internal sealed class LogEnd(Func<CancellationToken, Task<long>> ask)
{
    private readonly Lock _gate = new();
    private Task<long>? _running;
    private Task<long>? _next;

    public LogEnd(IChangeLog log)
        : this(async stop => (await log.GetBoundsAsync(stop).ConfigureAwait(false)).EndOffset) { }

    /// <summary>An end the log had reached at most so long ago.</summary>
    public Task<long> AskOfAgeAsync(TimeSpan age, TimeProvider clock, CancellationToken cancellationToken) =>
        AskAsync(cancellationToken);

    /// <summary>The offset the next record will get, as the log says after this was called.</summary>
    public Task<long> AskAsync(CancellationToken cancellationToken)
    {
        Task<long> answer;
        lock (_gate)
        {
            // The running question was put before this read came.
            answer = _running is null ? _running = RunAsync(null) : _next ??= RunAsync(_running);
        }

        return answer.WaitAsync(cancellationToken);
    }

    private async Task<long> RunAsync(Task<long>? before)
    {
        if (before is not null)
        {
            await ((Task)before).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.Yield();
        try
        {
            return await ask(CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                (_running, _next) = (_next, null);
            }
        }
    }
}
