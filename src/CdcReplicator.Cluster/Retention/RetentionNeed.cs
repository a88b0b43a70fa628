using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

/// <summary>What a node still needs of the log.</summary>
/// <param name="RestartOffset">Where it would read again.</param>
/// <param name="LastAppliedSequence">Its position.</param>
/// <param name="WaitingMilliseconds">
/// How long the oldest record it has not applied waits at the least of what is known; null if unknown.
/// </param>
/// <param name="AppliedTime">Append time of the record at its position; null before the first.</param>
internal readonly record struct RetentionNeed(
    long RestartOffset,
    long LastAppliedSequence,
    long? WaitingMilliseconds,
    long? AppliedTime
)
{
    /// <summary>As a member said. One that is silent may not have read anything since it said so.</summary>
    public static RetentionNeed Of(MemberView member) =>
        new(
            member.Status.RestartOffset,
            member.Status.LastAppliedSequence,
            member.Status.LagMilliseconds + (long)member.HeartbeatAge.TotalMilliseconds,
            member.Status.AppliedTime
        );

    /// <summary>How long the oldest record that is needed has been in the log, milliseconds; 0 if none is.</summary>
    public long AgeIn(LogBounds log, long now)
    {
        if (RestartOffset >= log.EndOffset || log.StartTime is not { } start)
        {
            return 0;
        }

        var oldest = Math.Max(0, now - start);
        var waits = WaitingMilliseconds ?? (AppliedTime is { } applied ? now - applied : oldest);
        // Of a transaction that is still open, only its place tells how old it is.
        var open =
            RestartOffset <= LastAppliedSequence
                ? (long)(oldest * ((double)(log.EndOffset - RestartOffset) / (log.EndOffset - log.StartOffset)))
                : 0;
        return Math.Clamp(Math.Max(waits, open), 0, oldest);
    }
}
