namespace CdcReplicator.Router;

/// <summary>
/// How many clients may be logging in to one node at a time. A client that has not logged in yet costs the node a
/// connection all the same, so strangers could take them all. The client that came last goes first: under a flood the
/// others have been given up by their clients already. Safe for concurrent use.
/// </summary>
/// <param name="most">How many.</param>
internal sealed class LoginTurns(int most)
{
    private readonly LinkedList<TaskCompletionSource> _waiting = new();
    private int _taken;

    /// <summary>Whether somebody waits.</summary>
    public bool IsWaitedFor
    {
        get
        {
            lock (_waiting)
            {
                return _waiting.Count > 0;
            }
        }
    }

    /// <summary>Waits for a turn. The caller disposes it once the client has logged in or has gone.</summary>
    /// <exception cref="OperationCanceledException">None was free in time.</exception>
    public async Task<LoginTurn> TakeAsync(CancellationToken stop)
    {
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waiting)
        {
            if (_taken < most)
            {
                _taken++;
                return new LoginTurn(this);
            }

            _waiting.AddLast(called);
        }

        await using var _ = stop.UnsafeRegister(
                static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token),
                called
            )
            .ConfigureAwait(false);
        try
        {
            await called.Task.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            lock (_waiting)
            {
                _waiting.Remove(called);
            }

            throw;
        }

        return new LoginTurn(this);
    }

    /// <summary>Gives a turn to the client that came last, or back.</summary>
    internal void Return()
    {
        lock (_waiting)
        {
            while (_waiting.Last is { Value: var last })
            {
                _waiting.RemoveLast();
                // One that has just given up does not take it.
                if (last.TrySetResult())
                {
                    return;
                }
            }

            _taken--;
        }
    }
}
