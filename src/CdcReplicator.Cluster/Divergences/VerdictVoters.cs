namespace CdcReplicator.Cluster;

/// <summary>Whose verdict on a transaction is known and says something of the node.</summary>
internal static class VerdictVoters
{
    /// <summary>
    /// Whether a member has decided a transaction, and its rejections from there on are beside the log.
    /// </summary>
    public static bool HasDecided(MemberStatus member, long sequence)
    {
        ArgumentNullException.ThrowIfNull(member);
        return member.State != NodeState.Left
            && member.VerdictsFrom is { } from
            && from <= sequence
            && sequence <= member.LastAppliedSequence;
    }

    /// <summary>Whether a member has still to decide a transaction, and will publish its rejections.</summary>
    public static bool WillDecide(MemberStatus member, long sequence)
    {
        ArgumentNullException.ThrowIfNull(member);
        return member.State != NodeState.Left
            && member.VerdictsFrom <= sequence
            && member.LastAppliedSequence < sequence;
    }

    /// <summary>
    /// Whether what was found of a node lets its verdict count. After its first difference all that follows may follow
    /// from that; up to where it was found right again, what it decided before is of no matter.
    /// </summary>
    public static bool Counts(Divergence? finding, long sequence) =>
        finding is null || (finding.IsDiverged ? sequence <= finding.Sequence : sequence > finding.Sequence);
}
