using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>Asks every 500 ms what the log holds.</summary>
internal sealed class LogEndWatch(IChangeLog log, TimeProvider time, Action<ApplierInput> post)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            LogBounds? bounds = null;
            try
            {
                // The end of a log that is another one says nothing of how far the node is.
                var asked = await log.GetBoundsAsync(cancellationToken);
                bounds = log.Trouble is LogMismatchException ? null : asked;
            }
            catch (ReplicationException)
            {
                // An unknown end is told as such; reading finds out by itself whether the log is gone, or another one.
            }

            post(new ApplierInput.LogEndKnown(bounds));
            await Task.Delay(Interval, time, cancellationToken);
        }
    }
}
