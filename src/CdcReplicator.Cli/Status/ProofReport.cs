using CdcReplicator.Cluster;

namespace CdcReplicator.Cli;

/// <summary>A proof as <c>status</c> shows it.</summary>
/// <param name="Table"><c>schema.table</c>; null for all tables of the node together.</param>
/// <param name="Result"><c>equal</c> or <c>different</c>; null if there is no proof.</param>
/// <param name="AgeSeconds">How old the last proof of equality is; null if there is none.</param>
/// <param name="Sequence">The position it ended at; null for all tables together.</param>
/// <param name="Rows">The rows compared; null for all tables together.</param>
internal sealed record ProofReport(string? Table, string? Result, double? AgeSeconds, long? Sequence, long? Rows)
{
    private const string Equal = "equal";
    private const string Different = "different";

    /// <summary>Of a node.</summary>
    public static ProofReport Of(NodeProof proof, DateTimeOffset now) =>
        new(null, ResultOf(proof.Difference, proof.Since), AgeOf(proof.Since, now), null, null);

    /// <summary>Of a table, as far as its proof counts.</summary>
    public static ProofReport Of(TableProof proof, long? voidUntil, DateTimeOffset now)
    {
        var since = voidUntil is { } until && proof.Since <= until ? null : proof.Since;
        return new ProofReport(
            proof.Table,
            ResultOf(proof.Difference, since),
            AgeOf(since, now),
            proof.Sequence,
            proof.Rows
        );
    }

    private static string? ResultOf(string? difference, long? since) =>
        difference is not null ? Different
        : since is null ? null
        : Equal;

    private static double? AgeOf(long? since, DateTimeOffset now) =>
        since is { } time ? Math.Round(TableProof.AgeOf(time, now).TotalSeconds, 1) : null;
}
