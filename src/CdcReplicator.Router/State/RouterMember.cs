using CdcReplicator.Model;

namespace CdcReplicator.Router;

/// <summary>A member as the router is told of it.</summary>
/// <param name="Status">What its applier published last. Its position is a lower bound: positions only rise.</param>
/// <param name="IsAlive">Whether its heartbeat is recent.</param>
public sealed record RouterMember(MemberStatus Status, bool IsAlive)
{
    /// <summary>How old its heartbeat is; the router lets it age on from there by its own clock.</summary>
    public TimeSpan HeartbeatAge { get; init; }

    /// <summary>Whether an operator has drained it: no new reads.</summary>
    public bool IsDrained { get; init; }
}
