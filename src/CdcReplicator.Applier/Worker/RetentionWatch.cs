using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Applier;

/// <summary>
/// How long the log still keeps what the node needs: asked every few seconds, and warned of once for each time that it
/// gets near. Safe for concurrent use.
/// </summary>
internal sealed class RetentionWatch(IChangeLog log, string nodeId, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private ApplierReport? _last;
    private StrongBox? _left;
    private bool _isNear;

    /// <summary>Milliseconds; null if nothing says that it will be deleted, or it is not known.</summary>
    public long? LeftMilliseconds => Volatile.Read(ref _left)?.Milliseconds;

    /// <summary>What the applier said of the node last.</summary>
    public void Note(ApplierReport report) => Volatile.Write(ref _last, report);

    /// <summary>Looks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await LookAsync(cancellationToken);
            }
            catch (ReplicationException)
            {
                // Unknown until the log answers; that it does not, others tell.
                Volatile.Write(ref _left, null);
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _last) is not { Position: { } position } report)
        {
            return;
        }

        var bounds = await log.GetBoundsAsync(cancellationToken);
        var retention = await log.GetRetentionAsync(cancellationToken);
        var outlook = RetentionOutlook.Of(
            new RetentionNeed(
                position.RestartOffset,
                position.LastAppliedSequence,
                report.LagMilliseconds,
                position.AppendTime
            ),
            bounds,
            retention,
            bounds.Now ?? time.GetUtcNow().ToUnixTimeMilliseconds()
        );
        Volatile.Write(ref _left, outlook.MillisecondsLeft is { } left ? new StrongBox(left) : null);
        var isNear = outlook.IsNear(retention);
        if (isNear && !_isNear)
        {
            ApplierLog.RetentionNear(logger, nodeId, RetentionWords.Of(outlook, retention));
        }

        _isNear = isNear;
    }

    private sealed record StrongBox(long Milliseconds);
}
