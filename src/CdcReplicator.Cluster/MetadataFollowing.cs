using CdcReplicator.ChangeLog;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Cluster;

/// <summary>
/// Follows the entries under a prefix, again after any failure, until stopped or until the log is found to be another
/// one.
/// </summary>
internal static class MetadataFollowing
{
    /// <summary>Returns when stopped, or when the log was replaced.</summary>
    /// <param name="store">What is followed.</param>
    /// <param name="prefix">Where.</param>
    /// <param name="take">Called for each entry.</param>
    /// <param name="onFault">Called when following fails, and with null when it succeeds again.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told of failures.</param>
    /// <param name="stop">Stops it.</param>
    public static async Task RunAsync(
        IMetadataStore store,
        string prefix,
        Action<MetadataEntry> take,
        Action<ReplicationException?> onFault,
        TimeProvider time,
        ILogger logger,
        CancellationToken stop
    )
    {
        var trouble = new TroubleNotice();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var entry in store.WatchAsync(prefix, stop).ConfigureAwait(false))
                {
                    take(entry);
                    if (trouble.End())
                    {
                        MembershipLog.WatchedAgain(logger);
                        onFault(null);
                    }
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (LogMismatchException error)
            {
                MembershipLog.WatchEnded(logger, error);
                onFault(error);
                return;
            }
            catch (ReplicationException error)
            {
                if (trouble.Begin())
                {
                    MembershipLog.WatchFailed(logger, error.Message);
                }

                onFault(error);
            }
            catch (Exception error)
            {
                // Whatever it is, a router that follows nobody any more must not go on silently.
                if (trouble.Begin())
                {
                    MembershipLog.WatchMistaken(logger, error);
                }

                onFault(
                    new ReplicationException(
                        $"What is kept beside the log cannot be followed: {error.Message}",
                        "It is tried again by itself; if it stays so, report it with the program's output.",
                        error
                    )
                );
            }

            await Task.Delay(MemberDirectory.RefreshInterval, time, stop)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
