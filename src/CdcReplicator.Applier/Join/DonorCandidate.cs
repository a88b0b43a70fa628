namespace CdcReplicator.Applier;

/// <summary>Another node, as one that looks for a donor sees it.</summary>
/// <param name="Member">The member.</param>
internal sealed record DonorCandidate(MemberView Member)
{
    /// <summary>Whether it has published a table.</summary>
    public bool HasTables { get; init; }

    /// <summary>Whether an operator has drained it.</summary>
    public bool IsDrained { get; init; }

    /// <summary>When it last failed as a donor, Unix milliseconds; null if it has not.</summary>
    public long? FailedAt { get; init; }

    /// <summary>Why nothing can be copied from it now; null if it can.</summary>
    public string? WhyNot =>
        !Member.IsAlive ? "its applier gives no sign of life"
        : Member.Status.DiffersFrom is not null ? "it differs from the others"
        : Member.Status.State is not (NodeState.Active or NodeState.Lagging)
            ? $"it is {Member.Status.State.ToString().ToLowerInvariant()}"
        : IsDrained ? "it is drained"
        : !HasTables ? "it has published no table"
        : null;

    /// <summary>Whether it may become a donor: it has applied something, whatever it does now.</summary>
    public bool MayServeLater => Member.Status is { LastAppliedSequence: >= 0, State: not NodeState.Left } && HasTables;
}
