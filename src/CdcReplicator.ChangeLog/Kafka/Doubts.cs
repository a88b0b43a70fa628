namespace CdcReplicator.ChangeLog;

/// <summary>
/// Counts doubts, and has them settled by confirmations. A confirmation settles the doubts that were there when it
/// began, for all callers that wait for one of them. If it fails, it fails for all of them at once, so that they do not
/// wait one after the other.
/// </summary>
internal sealed class Doubts
{
    private readonly Lock _lock = new();

    // The first is there from the beginning: time has passed since whatever was asked last.
    private long _raised = 1;
    private long _settled;
    private long _covered;
    private Task? _confirming;

    /// <summary>Something happened that has to be asked about.</summary>
    public void Raise()
    {
        lock (_lock)
        {
            _raised++;
        }
    }

    /// <summary>Returns once all doubts raised before the call are settled.</summary>
    /// <param name="confirm">
    /// Asks whether all is well; throws if not, or if nobody answers in time. Called only if nobody asks already.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting, not the asking.</param>
    public async Task SettleAsync(Func<Task> confirm, CancellationToken cancellationToken)
    {
        long wanted;
        lock (_lock)
        {
            wanted = _raised;
        }

        while (Join(wanted, confirm) is { } joined)
        {
            try
            {
                await joined.Confirming.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception) when (joined.Covered < wanted && !cancellationToken.IsCancellationRequested)
            {
                // It began before the doubt, so it answers only callers whose doubt is older.
            }
        }
    }

    private (Task Confirming, long Covered)? Join(long wanted, Func<Task> confirm)
    {
        lock (_lock)
        {
            if (_settled >= wanted)
            {
                return null;
            }

            if (_confirming is null)
            {
                _covered = _raised;
                _confirming = ConfirmAsync(_covered, confirm);
            }

            return (_confirming, _covered);
        }
    }

    private async Task ConfirmAsync(long covered, Func<Task> confirm)
    {
        await Task.Yield();
        var isSettled = false;
        try
        {
            await confirm().ConfigureAwait(false);
            isSettled = true;
        }
        finally
        {
            lock (_lock)
            {
                _settled = isSettled ? covered : _settled;
                _confirming = null;
            }
        }
    }
}
