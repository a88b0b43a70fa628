using System.Text.Json.Serialization;

namespace CdcReplicator.Lifecycle;

/// <summary>A row on every node, and what of the log made it.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Key">Its key, as nodes compare it.</param>
/// <param name="Sequence">The position at which nodes have it so; -1 if no node was asked.</param>
/// <param name="Nodes">What each node has.</param>
/// <param name="LogFrom">Where the log begins; what came before is not told.</param>
/// <param name="Steps">The transactions that are about it, in order.</param>
/// <param name="Unread">Places in the log that could not be read, a sentence each.</param>
internal sealed record RowExplanation(
    string Table,
    string Key,
    long Sequence,
    IReadOnlyList<RowOnNode> Nodes,
    long LogFrom,
    IReadOnlyList<RowStep> Steps,
    IReadOnlyList<string> Unread
)
{
    /// <summary>Whether all nodes gave an answer, and the same.</summary>
    public bool IsSame =>
        Nodes.Count > 0
        && Nodes.All(node => node.Problem is null)
        && Nodes.Select(node => TextOf(node.Row)).Distinct(StringComparer.Ordinal).Count() == 1;

    /// <summary>For people, a line each.</summary>
    [JsonIgnore]
    public IEnumerable<string> Lines
    {
        get
        {
            yield return $"{Table} {Key} at sequence {Sequence}:";
            foreach (var node in Nodes)
            {
                yield return $"  {node.Node}: {node.Problem ?? TextOf(node.Row)}";
            }

            yield return Steps.Count == 0
                ? $"The log, from sequence {LogFrom} on, has nothing about it."
                : $"The log, from sequence {LogFrom} on:";
            foreach (var step in Steps)
            {
                var number = step.Number is { } of ? $" number {of}" : "";
                var written = step.Written is null ? "" : $" {TextOf(step.Written)}";
                yield return $"  #{step.Sequence} {step.At:yyyy-MM-dd HH:mm:ss.fff}Z {step.Publisher}{number}: "
                    + $"{string.Join(", ", step.Operations)}{written}: {Verdict(step)}";
            }

            foreach (var unread in Unread)
            {
                yield return $"  not read: {unread}";
            }
        }
    }

    private static string Verdict(RowStep step) =>
        step.PassedOver
        ?? string.Join(
            "; ",
            step.Verdicts.GroupBy(verdict => verdict.Value, verdict => verdict.Key)
                .Select(group => $"{group.Key} on {string.Join(" and ", group.Order(StringComparer.Ordinal))}")
        );

    private static string TextOf(IReadOnlyDictionary<string, string?>? row) =>
        row is null ? "no row" : string.Join(", ", row.Select(column => $"{column.Key}={column.Value ?? "NULL"}"));
}
