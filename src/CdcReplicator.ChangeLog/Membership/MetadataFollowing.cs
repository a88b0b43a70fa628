using CdcReplicator.Model;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.ChangeLog;

/// <summary>Follows the entries under a prefix: again after the store could not be reached, until stopped or until trying again would not help.</summary>
internal static class MetadataFollowing
{
    /// <summary>Returns when stopped, or when the store has failed for good.</summary>
    /// <returns>Why it ended; null if it was stopped.</returns>
    public static async Task<ReplicationException?> RunAsync(
        IMetadataStore store,
        string prefix,
        Action<MetadataEntry> take,
        TimeProvider time,
        ILogger logger,
        CancellationToken stop
    )
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var entry in store.WatchAsync(prefix, stop).ConfigureAwait(false))
                {
                    take(entry);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (LogUnavailableException error)
            {
                MembershipLog.WatchFailed(logger, error);
                await Task.Delay(MemberDirectory.RefreshInterval, time, CancellationToken.None).ConfigureAwait(false);
            }
            catch (ReplicationException error)
            {
                MembershipLog.WatchEnded(logger, error);
                return error;
            }
        }

        return null;
    }
}
