using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary>Asks members and log once.</summary>
internal static class ClusterReader
{
    /// <summary>Bounds that no position lies within.</summary>
    private static readonly LogBounds Nowhere = new(-1, -1, null, null);

    public static async Task<ClusterReport> ReadAsync(
        IChangeLog log,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var members = await new MemberStore(log.Metadata, time).ReadAsync(cancellationToken);
        return await ReadAsync(log, members, time, cancellationToken);
    }

    /// <summary>The same for members that are known already.</summary>
    public static async Task<ClusterReport> ReadAsync(
        IChangeLog log,
        IReadOnlyList<MemberView> members,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        // The end of a log that is another one says nothing of how far nodes are.
        var bounds = log.Trouble is LogMismatchException ? Nowhere : await log.GetBoundsAsync(cancellationToken);
        var drained = await new MaintenanceStore(log.Metadata).ReadAsync(cancellationToken);
        var now = bounds.Now ?? time.GetUtcNow().ToUnixTimeMilliseconds();
        return new ClusterReport(
            log.Endpoint,
            log.Settings.Log.ToString(),
            bounds.StartOffset,
            bounds.EndOffset,
            [
                .. members.Select(member =>
                    MemberReport.Of(member, drained.GetValueOrDefault(member.Status.NodeId), bounds, now)
                ),
            ]
        )
        {
            Retention = bounds.Hold?.ToString(),
            Trouble = log.Trouble?.Message,
        };
    }
}
