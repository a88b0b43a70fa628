namespace CdcReplicator.Cluster;

/// <summary>What the verdicts of several nodes on one transaction say about them.</summary>
/// <param name="Odd">The nodes that differ; empty if all decided alike.</param>
/// <param name="IsTie">Whether nothing says which node is right. Then every node that took part is odd.</param>
/// <param name="Prevailing">Why the others rejected it; null if they accepted it, or if nothing prevails.</param>
internal sealed record VerdictComparison(IReadOnlyList<string> Odd, bool IsTie, RejectionReason? Prevailing)
{
    /// <summary>
    /// Compares. The largest group is right; the reason counts, because it is a function of the log too, so two reasons
    /// are two verdicts. In a tie an operator's skip is the odd one: a node that skipped a transaction that others took
    /// lacks it.
    /// </summary>
    public static VerdictComparison Of(IReadOnlyList<NodeVerdict> verdicts)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        var groups = verdicts.GroupBy(verdict => verdict.Reason).ToList();
        if (groups.Count <= 1)
        {
            return new VerdictComparison([], false, groups.FirstOrDefault()?.Key);
        }

        var largest = groups.Max(group => group.Count());
        var leading = groups.Where(group => group.Count() == largest).Select(group => group.Key).ToList();
        if (leading.Count > 1)
        {
            leading.Remove(RejectionReason.Skipped);
        }

        return leading.Count == 1
            ? new VerdictComparison(
                [.. verdicts.Where(verdict => verdict.Reason != leading[0]).Select(verdict => verdict.NodeId)],
                false,
                leading[0]
            )
            : new VerdictComparison([.. verdicts.Select(verdict => verdict.NodeId)], true, null);
    }
}
