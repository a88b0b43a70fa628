namespace CdcReplicator.ChangeLog;

/// <summary>
/// A lock shared by the processes that write one log; the operating system drops it when its process dies, however it
/// dies. Two lock files make it fair. The holder of <c>turn</c> is next, and only it tries for <c>write</c>. So a
/// process that just wrote cannot take it again while another waits.
/// </summary>
internal sealed class ProcessLock(string folder, TimeSpan timeout, TimeProvider time)
{
    private const int PollMilliseconds = 1;

    /// <summary>Waits for the lock; disposing the result gives it back. Blocks the calling thread.</summary>
    /// <exception cref="LogUnavailableException">The lock did not come free within the timeout.</exception>
    public IDisposable Acquire(CancellationToken cancellationToken) => Acquire(time.GetTimestamp(), cancellationToken);

    /// <summary>The same for a caller who has waited already.</summary>
    /// <param name="started">The timestamp since when.</param>
    /// <param name="cancellationToken">Ends waiting.</param>
    /// <exception cref="LogUnavailableException">
    /// The lock did not come free within the timeout; it is tried once at least.
    /// </exception>
    public IDisposable Acquire(long started, CancellationToken cancellationToken)
    {
        using var turn = Acquire("turn", started, cancellationToken);
        return Acquire("write", started, cancellationToken);
    }

    private FileStream Acquire(string name, long started, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, name);
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (DirectoryNotFoundException)
            {
                Directory.CreateDirectory(folder);
            }
            catch (IOException error) when (error.GetType() == typeof(IOException))
            {
                if (time.GetElapsedTime(started) > timeout)
                {
                    throw new LogUnavailableException(
                        $"The embedded log's lock '{path}' did not come free within {timeout.TotalSeconds:0.#} s.",
                        "Look for a stopped process that uses the log, and end it.",
                        error
                    );
                }
            }

            // The holder may be another process, which cannot signal us: this wait is on the operating system, not on
            // the clock we were given.
            cancellationToken.WaitHandle.WaitOne(PollMilliseconds);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
