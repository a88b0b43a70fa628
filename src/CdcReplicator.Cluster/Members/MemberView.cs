using CdcReplicator.Cluster;

namespace CdcReplicator;

/// <summary>A member as this process sees it now.</summary>
/// <param name="Status">What its applier said last.</param>
/// <param name="HeartbeatAge">How long ago it said so.</param>
/// <param name="IsAlive">
/// Whether that is recent enough to believe. A dead applier's node may still serve what it has.
/// </param>
public sealed record MemberView(MemberStatus Status, TimeSpan HeartbeatAge, bool IsAlive)
{
    /// <summary>Whether an operator has drained it: no new reads. False where maintenance is not looked at.</summary>
    public bool IsDrained { get; init; }

    /// <summary>What is known of its proof; null where proofs are not looked at.</summary>
    internal NodeProof? Proof { get; init; }

    /// <summary>The lag of a member that is unknown: infinite, never zero.</summary>
    public const long UnknownLag = long.MaxValue;

    /// <summary>
    /// Records from this member's position to a given end of the log, which was asked for after the member.
    /// <see cref="UnknownLag"/> if its applier is dead, or if it is beyond that end: then the log is not the one it has
    /// followed.
    /// </summary>
    public long LagRecords(long endOffset)
    {
        var next = Math.Max(Status.RestartOffset, Status.LastAppliedSequence + 1);
        return IsAlive && next <= endOffset ? endOffset - next : UnknownLag;
    }
}
