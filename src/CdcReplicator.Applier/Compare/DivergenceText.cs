using System.Globalization;
using CdcReplicator.Cluster;

namespace CdcReplicator.Applier;

/// <summary>Says of an odd node, for people, what it decided, what the others did, and what to do.</summary>
internal static class DivergenceText
{
    public static Divergence Describe(
        string nodeId,
        long sequence,
        IReadOnlyList<NodeVerdict> verdicts,
        VerdictComparison comparison,
        IReadOnlyDictionary<string, PublishedRejection> rejections,
        DateTimeOffset now
    )
    {
        var rejection = (rejections.GetValueOrDefault(nodeId) ?? rejections.Values.FirstOrDefault())?.Rejection;
        var own = verdicts.Single(verdict => verdict.NodeId == nodeId);
        var others = verdicts
            .Where(verdict => verdict.NodeId != nodeId && verdict.Reason != own.Reason)
            .GroupBy(verdict => verdict.Reason)
            .Select(group => $"{Names(group)} {Did(group.Key)}");
        var row = rejection?.Table is { } table ? $", table {table}, key {rejection.Key ?? "unknown"}" : "";
        var reason = string.Create(
            CultureInfo.InvariantCulture,
            $"Differs since sequence {sequence}{row}: it {Did(own.Reason)} that transaction, "
                + $"{string.Join(", ", others)} it. {Remedy(nodeId, comparison)}"
        );
        return new Divergence(
            nodeId,
            true,
            sequence,
            now,
            DivergenceFinder.Verdicts,
            reason,
            rejection?.Table,
            rejection?.Key
        );
    }

    private static string Remedy(string nodeId, VerdictComparison comparison) =>
        comparison.IsTie
            ? "Nothing tells which of them is right, so none of them gets reads. Look at that row on each; "
                + "give the right one its reads back: cdc-replicator accept NODE; repair the others' rows, then "
                + "cdc-replicator verify."
            : "Repair its rows, then: cdc-replicator verify. If it is right and the others are not: cdc-replicator "
                + $"accept {nodeId}";

    private static string Names(IEnumerable<NodeVerdict> verdicts) =>
        string.Join(" and ", verdicts.Select(verdict => $"'{verdict.NodeId}'"));

    private static string Did(RejectionReason? reason) => reason is null ? "accepted" : $"rejected ({reason})";
}
