namespace CdcReplicator.Client;

/// <summary>
/// The highest number anybody may have used, as asked of the store beside the log. Safe for concurrent use.
/// </summary>
internal sealed class HighestNumber(NumberBlocks blocks, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<long>? _next;
    private bool _isAsking;
    private long _known;
    private long? _askedAt;

    /// <summary>The number as it was at most so long ago.</summary>
    public ValueTask<long> GetAsync(TimeSpan maxAge, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_askedAt is { } then && clock.GetElapsedTime(then) < maxAge)
            {
                return ValueTask.FromResult(_known);
            }
        }

        return new ValueTask<long>(AskAsync(cancellationToken));
    }

    /// <summary>
    /// The number as it is now or later. Callers share questions, but none takes the answer to one put before its call.
    /// </summary>
    public Task<long> AskAsync(CancellationToken cancellationToken)
    {
        bool begins;
        Task<long> answer;
        lock (_gate)
        {
            _next ??= new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            answer = _next.Task;
            begins = !_isAsking;
            _isAsking = true;
        }

        if (begins)
        {
            _ = AskAllAsync();
        }

        return answer.WaitAsync(cancellationToken);
    }

    /// <summary>Tells that numbers up to here were taken.</summary>
    public void Learn(long number)
    {
        lock (_gate)
        {
            _known = Math.Max(_known, number);
        }
    }

    private async Task AskAllAsync()
    {
        while (TakeNext() is { } question)
        {
            try
            {
                var asked = clock.GetTimestamp();
                var highest = await blocks.HighestAsync(CancellationToken.None).ConfigureAwait(false);
                question.SetResult(Learn(highest, asked));
            }
            catch (Exception error)
            {
                question.SetException(error);
                // Whoever asked may be gone.
                _ = question.Task.Exception;
            }
        }
    }

    private TaskCompletionSource<long>? TakeNext()
    {
        lock (_gate)
        {
            var question = _next;
            _next = null;
            _isAsking = question is not null;
            return question;
        }
    }

    private long Learn(long number, long askedAt)
    {
        lock (_gate)
        {
            _askedAt = askedAt;
            return _known = Math.Max(_known, number);
        }
    }
}
