namespace CdcReplicator.Cli;

/// <summary>How far a member is behind in time.</summary>
internal static class MemberLag
{
    /// <summary>How long the oldest record it has not applied waits, in seconds; null if that is unknown.</summary>
    public static double? SecondsOf(long lag, MemberView member, long nowUnixMs) =>
        lag switch
        {
            0 => 0,
            MemberView.UnknownLag => null,
            _ when member.Status.LagMilliseconds is > 0 and var told => Math.Round(
                (told / 1000.0) + member.HeartbeatAge.TotalSeconds,
                1
            ),
            _ => member.Status.AppliedTime is { } time ? Math.Max(0, Math.Round((nowUnixMs - time) / 1000.0, 1)) : null,
        };
}
