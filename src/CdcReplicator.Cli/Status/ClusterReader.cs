using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;

namespace CdcReplicator.Cli;

/// <summary>Asks members and log once.</summary>
internal static class ClusterReader
{
    /// <param name="log">The log.</param>
    /// <param name="isPatient">
    /// Whether to look a second time where a member seems dead. A caller that looks again anyway need not.
    /// </param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<ClusterReport> ReadAsync(
        IChangeLog log,
        bool isPatient,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var store = new MemberStore(log.Metadata, time);
        var members = isPatient
            ? await SteadyMembers.ReadAsync(store, time, cancellationToken)
            : await store.ReadAsync(cancellationToken);
        var present = members.Where(member => member.Status.State != NodeState.Left).ToList();
        var silence =
            present.Count > 0 && !present.Exists(member => member.IsAlive)
                ? await LogProbe.AskAsync(log.Metadata, time, cancellationToken)
                : null;
        var seen = await ReadAsync(log, members, silence is null, time, cancellationToken);
        var tables = await new TableStore(log.Metadata).ReadNodesAsync(cancellationToken);
        var report = seen with
        {
            Unreadable =
            [
                .. members.Unreadable.Select(entry => $"{entry.NodeId}: not shown: {entry.Problem} {entry.Remedy}"),
                .. tables.Unreadable.Select(entry =>
                    $"{entry.NodeId}: its tables are unknown to writers and verify: {entry.Problem} {entry.Remedy}"
                ),
            ],
        };
        return silence is null
            ? report
            : report.Older(
                present.Min(member => member.HeartbeatAge),
                $"the log takes no heartbeats ({silence}). What appliers do meanwhile is unknown; get the log going, "
                    + "not them"
            );
    }

    /// <summary>The same for members that are known already.</summary>
    public static Task<ClusterReport> ReadAsync(
        IChangeLog log,
        IReadOnlyList<MemberView> members,
        TimeProvider time,
        CancellationToken cancellationToken
    ) => ReadAsync(log, members, logTakesHeartbeats: true, time, cancellationToken);

    private static async Task<ClusterReport> ReadAsync(
        IChangeLog log,
        IReadOnlyList<MemberView> members,
        bool logTakesHeartbeats,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var (bounds, trouble) = await SeenLog.ReadAsync(log, cancellationToken);
        var retention = bounds is null ? null : await SeenLog.RetentionAsync(log, cancellationToken);
        var drained = await new MaintenanceStore(log.Metadata).ReadAsync(cancellationToken);
        var diverged = await new DivergenceStore(log.Metadata, time).ReadAsync(cancellationToken);
        var standbys = await new StandbyStore(log.Metadata, time).ReadAsync(cancellationToken);
        var around = new MemberSurroundings(bounds, bounds?.Now ?? time.GetUtcNow().ToUnixTimeMilliseconds())
        {
            LogTakesHeartbeats = logTakesHeartbeats,
            Retention = retention,
        };
        return new ClusterReport(
            log.Endpoint,
            log.Settings.Log.ToString(),
            bounds?.StartOffset,
            bounds?.EndOffset,
            [
                .. members.Select(member =>
                    MemberReport.Of(
                        member,
                        around with
                        {
                            Maintenance = drained.GetValueOrDefault(member.Status.NodeId),
                            Divergence = diverged.GetValueOrDefault(member.Status.NodeId),
                        }
                    )
                ),
            ]
        )
        {
            LogTrouble = trouble,
            Retention = bounds?.Hold?.ToString(),
            RetentionTooShort = retention is null ? null : RetentionWords.OfSetting(retention),
            Standbys =
            [
                .. standbys.Select(standby => new StandbyReport(
                    standby.NodeId,
                    standby.ApplierId,
                    Math.Round(standby.Age.TotalSeconds, 1)
                )),
            ],
        };
    }
}
