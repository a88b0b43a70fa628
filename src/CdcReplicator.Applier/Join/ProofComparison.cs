using System.Globalization;
using CdcReplicator.Cluster;

namespace CdcReplicator.Applier;

/// <summary>Judges the answers of two nodes to one checkpoint. Whatever is missing is never equal. Pure.</summary>
internal static class ProofComparison
{
    /// <summary>The outcome.</summary>
    /// <param name="requests">What was asked.</param>
    /// <param name="asked">The checkpoint's sequence.</param>
    /// <param name="own">The new node's answer; null if none came.</param>
    /// <param name="other">The other node's answer; null if none came.</param>
    /// <param name="with">The other node.</param>
    public static ProofOutcome Judge(
        IReadOnlyList<TableRequest> requests,
        long asked,
        NodeDigest? own,
        NodeDigest? other,
        string with
    )
    {
        if (Problem(own, asked) is { } mine)
        {
            return new ProofOutcome.NotComparable($"This node {mine}.");
        }

        if (Problem(other, asked) is { } theirs)
        {
            return new ProofOutcome.NotComparable($"Node '{with}' {theirs}.");
        }

        var different = new List<string>();
        foreach (var request in requests)
        {
            if (WholeOf(own!, request) is not { } left || WholeOf(other!, request) is not { } right)
            {
                return new ProofOutcome.NotComparable($"An answer lacks table {request.Table}, or columns of it.");
            }

            if (left != right)
            {
                different.Add(request.Table);
            }
        }

        return different.Count == 0
            ? new ProofOutcome.Equal(with, asked)
            : new ProofOutcome.Different(with, asked, different);
    }

    private static string? Problem(NodeDigest? answer, long asked) =>
        answer is null ? "gave no answer in time"
        : answer.Error is { } error ? $"cannot be compared: {error}"
        : answer.Sequence != asked
            ? string.Create(CultureInfo.InvariantCulture, $"answered at sequence {answer.Sequence}, not at {asked}")
        : null;

    private static BucketDigest? WholeOf(NodeDigest answer, TableRequest request) =>
        answer.Tables.FirstOrDefault(table => table.Table == request.Table) is { } found
        && found.Columns.ToHashSet(StringComparer.Ordinal).SetEquals(request.Columns!)
        && found.Parts is [{ Depth: 0, Index: 0 } whole]
            ? whole.Total
            : null;
}
