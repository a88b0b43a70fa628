using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary>The log as it shows itself.</summary>
internal static class SeenLog
{
    /// <summary>
    /// What the log holds; a log that is not the one it was is shown with what is wrong rather than not at all.
    /// </summary>
    public static async Task<(LogBounds? Bounds, string? Trouble)> ReadAsync(
        IChangeLog log,
        CancellationToken cancellationToken
    )
    {
        // The end of a log that is another one says nothing of how far nodes are.
        if (log.Trouble is LogMismatchException mismatch)
        {
            return (null, mismatch.Message);
        }

        try
        {
            return (await log.GetBoundsAsync(cancellationToken), log.Trouble?.Message);
        }
        catch (LogMismatchException error)
        {
            return (null, error.Message);
        }
    }

    /// <summary>How long the log is set to keep what members need; null if it cannot be asked.</summary>
    public static async Task<LogRetention?> RetentionAsync(IChangeLog log, CancellationToken cancellationToken)
    {
        try
        {
            return await log.GetRetentionAsync(cancellationToken);
        }
        catch (ReplicationException)
        {
            // Whoever may only read the log may not ask for its settings; the rest is shown all the same.
            return null;
        }
    }
}
