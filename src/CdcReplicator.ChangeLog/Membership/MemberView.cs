using CdcReplicator.Model;

namespace CdcReplicator.ChangeLog;

/// <summary>A member as this process sees it now.</summary>
/// <param name="Status">What its applier said last.</param>
/// <param name="HeartbeatAge">How long ago it said so.</param>
/// <param name="IsAlive">Whether that is recent enough to believe. A dead applier's node may still serve what it has.</param>
public sealed record MemberView(MemberStatus Status, TimeSpan HeartbeatAge, bool IsAlive)
{
    /// <summary>The lag of a member that is unknown: infinite, never zero.</summary>
    public const long UnknownLag = long.MaxValue;

    /// <summary>Records from this member's position to a given end of the log; <see cref="UnknownLag"/> if its applier is dead.</summary>
    public long LagRecords(long endOffset) =>
        IsAlive ? Math.Max(0, endOffset - Math.Max(Status.RestartOffset, Status.LastAppliedSequence + 1)) : UnknownLag;
}
