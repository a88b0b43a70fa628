using CdcReplicator.Cluster;

namespace CdcReplicator.Lifecycle;

/// <summary>Whether the nodes' answers to a round can be compared.</summary>
internal static class RoundCheck
{
    /// <summary>Why they cannot be compared; null if they can.</summary>
    /// <param name="nodes">The nodes that answered the first round.</param>
    /// <param name="asked">The parts that were asked for.</param>
    /// <param name="answers">The answers, by node.</param>
    public static string? ProblemOf(
        IEnumerable<string> nodes,
        IReadOnlyList<PartRequest> asked,
        IReadOnlyDictionary<string, TableDigest> answers
    ) => Unlike(answers) ?? Lacking(nodes, answers) ?? Incomplete(asked, answers.Values);

    private static string? Unlike(IReadOnlyDictionary<string, TableDigest> answers)
    {
        var columns = answers.Values.Select(answer => string.Join(", ", answer.Columns)).Distinct().ToList();
        return columns.Count > 1
            ? $"its columns change meanwhile ({string.Join(" / ", columns)}); run verify again"
            : null;
    }

    private static string? Lacking(IEnumerable<string> nodes, IReadOnlyDictionary<string, TableDigest> answers)
    {
        var lacking = nodes.Where(node => !answers.ContainsKey(node)).ToList();
        return lacking.Count > 0 ? $"no further answer of {string.Join(" and ", lacking)}; run verify again" : null;
    }

    private static string? Incomplete(IReadOnlyList<PartRequest> asked, IEnumerable<TableDigest> answers) =>
        answers.Any(answer => asked.Any(request => answer.Parts.All(part => part.Part != request.Part)))
            ? "an answer lacks a part of it; run verify again"
            : null;
}
