namespace CdcReplicator.Cluster;

/// <summary>What the proofs of a node's tables come to.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Since">
/// Since when all its tables are proved equal: the time of the oldest proof, by the store's clock in Unix milliseconds;
/// null if some table never was.
/// </param>
/// <param name="Difference">In what it differs; null if it does not.</param>
internal sealed record NodeProof(string NodeId, long? Since, string? Difference = null)
{
    /// <summary>How old it is; null if there is none, or if the node differs.</summary>
    public TimeSpan? AgeAt(DateTimeOffset now) =>
        Difference is null && Since is { } since ? TableProof.AgeOf(since, now) : null;

    /// <summary>What the proofs of its tables come to.</summary>
    /// <param name="before">What was known of the node.</param>
    /// <param name="tables">Every table that is to be proved.</param>
    /// <param name="proofs">The proofs there are.</param>
    /// <param name="voidUntil">Proofs up to then count no more; null if all do.</param>
    public static NodeProof Of(
        NodeProof before,
        IReadOnlyCollection<string> tables,
        IReadOnlyCollection<TableProof> proofs,
        long? voidUntil
    )
    {
        var found = proofs.Where(proof => tables.Contains(proof.Table)).ToList();
        var since = found
            .Where(proof => proof.Since is { } time && (voidUntil is null || time > voidUntil))
            .Select(proof => proof.Since!.Value)
            .ToList();
        var isWhole = tables.Count > 0 && since.Count == tables.Count;
        return before with
        {
            // A table that was never proved leaves the node's proof as old as it was.
            Since = isWhole ? since.Min() : before.Since,
            Difference = found.Find(proof => proof.Difference is not null)?.Difference,
        };
    }
}
