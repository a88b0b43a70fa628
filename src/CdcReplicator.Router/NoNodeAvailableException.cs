using CdcReplicator.Router;

namespace CdcReplicator;

/// <summary>
/// No node could serve a read in time. Says what was wanted, the best there was, and why each node did not serve.
/// </summary>
public sealed class NoNodeAvailableException : ReplicationException
{
    /// <summary>An error with what was wanted and what there was.</summary>
    internal NoNodeAvailableException(
        ReadRequirement wanted,
        long? bestPosition,
        TimeSpan waited,
        IReadOnlyList<string> reasons,
        IReadOnlyList<Exception> causes
    )
        : base(
            Describe(wanted, bestPosition, waited, reasons),
            "Wait longer, ask for less, or look at 'status' for the nodes named here.",
            causes.Count == 0 ? null : new AggregateException(causes)
        )
    {
        Wanted = wanted;
        BestPosition = bestPosition;
        Causes = causes;
    }

    /// <summary>What was asked.</summary>
    internal ReadRequirement Wanted { get; }

    /// <summary>The highest position of any node that serves reads; null if none does.</summary>
    public long? BestPosition { get; }

    /// <summary>The last failure of each node that was tried.</summary>
    public IReadOnlyList<Exception> Causes { get; }

    private static string Describe(
        ReadRequirement wanted,
        long? best,
        TimeSpan waited,
        IReadOnlyList<string> reasons
    ) =>
        $"No node served the read within {waited.TotalSeconds:0.###} s: wanted "
        + (
            wanted.Sequence >= 0 ? $"position {wanted.Sequence}"
            : wanted.AsksForEnd ? "a position at the log's end"
            : "any serving node"
        )
        + (best is { } position ? $", best position {position}" : ", no node is serving")
        + $" ({(reasons.Count == 0 ? "no members are known" : string.Join("; ", reasons))}).";
}
