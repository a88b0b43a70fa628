using CdcReplicator.Model;

namespace CdcReplicator.Router;

/// <summary>A member as the router sees it.</summary>
/// <param name="Status">What its applier published last. Its position is a lower bound: positions only rise.</param>
/// <param name="IsAlive">Whether its heartbeat is recent.</param>
public sealed record RouterMember(MemberStatus Status, bool IsAlive);
