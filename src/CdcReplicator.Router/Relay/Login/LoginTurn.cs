namespace CdcReplicator.Router;

/// <summary>One client's turn to log in to a node; disposing it more than once counts once.</summary>
internal sealed class LoginTurn(LoginTurns turns) : IDisposable
{
    private int _isDone;

    /// <summary>Whether somebody waits for it.</summary>
    public bool IsWaitedFor => turns.IsWaitedFor;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDone, 1) == 0)
        {
            turns.Return();
        }
    }
}
