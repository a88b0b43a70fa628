using CdcReplicator.ChangeLog;

namespace CdcReplicator.Router;

/// <summary>
/// The log's end, asked of the log. Reads that ask at the same time share one question, as long as it is put after they
/// asked. What it said is kept with the time it was asked, because a node that has applied all that was there two
/// seconds ago lacks nothing older.
/// </summary>
internal sealed class LogEnd(Func<CancellationToken, Task<long>> ask, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly EndHistory _history = new();
    private Task<long>? _running;
    private Task<long>? _next;

    public LogEnd(IChangeLog log, TimeProvider clock)
        : this(async stop => (await log.GetBoundsAsync(stop).ConfigureAwait(false)).EndOffset, clock) { }

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

    /// <summary>
    /// The end the log had at some time that is at most so long ago, the longest ago that is known: what was appended
    /// before that age is below it.
    /// </summary>
    public Task<long> AskOfAgeAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        var ticks = (long)Math.Min(age.TotalSeconds * clock.TimestampFrequency, long.MaxValue / 2);
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            if (_history.FirstSince(now - ticks) is not { } known)
            {
                return AskAsync(cancellationToken);
            }

            // Asked ahead, so that a read that comes when this one has become too old finds another.
            if (_running is null && _history.FirstSince(now - (ticks / EndHistory.Steps)) is null)
            {
                _running = RunAsync(null);
            }

            return Task.FromResult(known);
        }
    }

    private async Task<long> RunAsync(Task? before)
    {
        if (before is not null)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var askedAt = clock.GetTimestamp();
        try
        {
            var end = await ask(CancellationToken.None).ConfigureAwait(false);
            lock (_gate)
            {
                _history.Add(askedAt, end);
            }

            return end;
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
