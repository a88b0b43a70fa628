namespace CdcReplicator.Applier;

/// <summary>Chooses the node that a new one is compared with. Pure.</summary>
internal static class ProofPartner
{
    /// <summary>
    /// A node that serves: the donor first, then others of its kind, then any; those that failed to answer last. Null
    /// if there is none now.
    /// </summary>
    /// <param name="donor">The donor.</param>
    /// <param name="kind">The new node's kind.</param>
    /// <param name="others">The other nodes.</param>
    public static MemberStatus? Find(string donor, string kind, IEnumerable<DonorCandidate> others) =>
        others
            .Where(other =>
                other.Member.IsAlive && other.Member.Status is { DiffersFrom: null } status && Serves(status)
            )
            .OrderBy(other => other.FailedAt ?? long.MinValue)
            .ThenByDescending(other => other.Member.Status.NodeId == donor)
            .ThenByDescending(other => other.Member.Status.Kind == kind)
            .ThenBy(other => other.Member.Status.NodeId, StringComparer.Ordinal)
            .FirstOrDefault()
            ?.Member.Status;

    // One that is drained gets no reads, and is right all the same.
    private static bool Serves(MemberStatus status) =>
        status.State is NodeState.Active or NodeState.Lagging or NodeState.CatchingUp;
}
