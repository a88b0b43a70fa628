using System.Globalization;

namespace CdcReplicator.Cli;

/// <summary>In what state a member is, and why.</summary>
internal static class MemberCondition
{
    /// <summary>The state's name, as <see cref="MemberReport.State"/> has it.</summary>
    public static string StateOf(MemberView member, MemberSurroundings around) =>
        member.Status.State == NodeState.Left ? "left"
        : member.IsAlive ? StateName(member.Status.State)
        : around.LogTakesHeartbeats ? "dead"
        : "unknown";

    /// <summary>Why it is in that state; null if there is nothing to say.</summary>
    public static string? ReasonOf(MemberView member, MemberSurroundings around) =>
        member.Status.State == NodeState.Left ? member.Status.Reason
        : !member.IsAlive ? Silence(member, around.LogTakesHeartbeats)
        : IsBeyond(member.Status, around)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"Its position {member.Status.LastAppliedSequence} is beyond the log's end {around.Log?.EndOffset}: "
                    + $"the log was cut or made anew, and how far it is behind is unknown."
            )
        : member.Status.Reason;

    /// <summary>Whether nobody has to look after it.</summary>
    public static bool IsHealthy(MemberView member, MemberSurroundings around) =>
        member.IsAlive
        && member.Status.State
            is not (NodeState.Failed or NodeState.Halted or NodeState.Diverged or NodeState.BehindRetention)
        && around.Divergence is null
        && !IsBeyond(member.Status, around);

    private static string Silence(MemberView member, bool logTakesHeartbeats)
    {
        var seconds = member.HeartbeatAge.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        return logTakesHeartbeats
            ? $"No heartbeat of its applier for {seconds} s; start it again. It goes on where it was."
            : $"No heartbeat for {seconds} s, as of every member: the log takes none. Its applier may be well.";
    }

    /// <summary>
    /// Bounds are asked after the heartbeat was read, so a log that is whole ends beyond every position.
    /// </summary>
    private static bool IsBeyond(MemberStatus status, MemberSurroundings around) =>
        around.Log is { } log && status.LastAppliedSequence >= log.EndOffset;

    private static string StateName(NodeState state) =>
        state switch
        {
            NodeState.CatchingUp => "catching up",
            NodeState.BehindRetention => "behind retention",
            _ => state.ToString().ToLowerInvariant(),
        };
}
