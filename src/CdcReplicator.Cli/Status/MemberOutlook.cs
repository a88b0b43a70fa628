using CdcReplicator.Cluster;

namespace CdcReplicator.Cli;

/// <summary>How long the log still keeps what a member needs, living or dead.</summary>
internal static class MemberOutlook
{
    /// <summary>Null if log or member do not tell.</summary>
    public static RetentionOutlook? Of(MemberView member, MemberSurroundings around) =>
        around is { Log: { } log, Retention: { } retention }
        && member.Status.State is not (NodeState.Left or NodeState.Joining)
            ? RetentionOutlook.Of(RetentionNeed.Of(member), log, retention, around.NowUnixMs)
            : null;

    /// <summary>What to say of it; null if there is time enough. One that is behind already says so itself.</summary>
    public static string? WarningOf(RetentionOutlook outlook, MemberView member, MemberSurroundings around) =>
        member.Status.State == NodeState.BehindRetention && member.IsAlive ? null
        : outlook.MillisecondsLeft == 0 && member.Status.RestartOffset < around.Log?.StartOffset
            ? "the log no longer holds what this node has not applied. Fill it again from another one: "
                + $"cdc-replicator node seed {member.Status.NodeId} --replace"
        : outlook.IsNear(around.Retention!) ? RetentionWords.Of(outlook, around.Retention!)
        : null;
}
