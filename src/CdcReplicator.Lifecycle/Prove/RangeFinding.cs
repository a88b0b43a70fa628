using System.Globalization;
using CdcReplicator.Cluster;

namespace CdcReplicator.Lifecycle;

/// <summary>What the nodes' answers about a range of a table say.</summary>
/// <param name="Equal">
/// Nodes that have what most have. Nobody who did not answer, and nobody if there are not two answers.
/// </param>
/// <param name="Odd">The other ones that answered; all, if no majority tells which is right.</param>
/// <param name="Sequence">The position that was compared; -1 if none was.</param>
/// <param name="Through">Where the next range begins; null at the table's end.</param>
/// <param name="Rows">How many rows the range has.</param>
/// <param name="Milliseconds">How long the slowest node has read.</param>
internal sealed record RangeFinding(
    IReadOnlyList<string> Equal,
    IReadOnlyList<string> Odd,
    long Sequence,
    IReadOnlyList<long>? Through,
    long Rows,
    long Milliseconds
)
{
    /// <summary>Whether nothing says which of the odd ones is right.</summary>
    public bool IsTie => Odd.Count > 0 && Equal.Count == 0;

    /// <summary>Compares answers to one question; null if none can be compared.</summary>
    public static RangeFinding? Of(TablePlan plan, IReadOnlyList<NodeDigest> answers)
    {
        var seen = new Dictionary<string, (TableDigest Table, RangeDigest Range)>(StringComparer.Ordinal);
        foreach (var answer in answers.Where(answer => answer.Error is null && plan.Nodes.Contains(answer.NodeId)))
        {
            // An applier of an earlier version knows no range, and answers without one.
            if (answer.Tables.FirstOrDefault(table => table.Table == plan.Table) is { Range: { } range } table)
            {
                seen.TryAdd(answer.NodeId, (table, range));
            }
        }

        var columns = seen.Values.Select(node => string.Join('\0', node.Table.Columns)).Distinct();
        if (seen.Count < 2 || columns.Count() > 1)
        {
            return null;
        }

        var odd = Majority.OddOnes(seen.ToDictionary(node => node.Key, node => Token(node.Value.Range)));
        string[] equal = [.. seen.Keys.Except(odd).Order(StringComparer.Ordinal)];
        var leading = equal.Length > 0 ? seen[equal[0]].Range : Shortest(seen.Values.Select(node => node.Range));
        return new RangeFinding(
            equal,
            odd,
            answers.First(answer => seen.ContainsKey(answer.NodeId)).Sequence,
            leading.Through,
            leading.Total.Count,
            seen.Values.Max(node => node.Range.Milliseconds)
        );
    }

    // Without a majority whoever stopped first: nobody's rows are passed over.
    private static RangeDigest Shortest(IEnumerable<RangeDigest> ranges) =>
        ranges.OrderBy(range => range.Through is null).ThenBy(range => range.Through, KeyOrder.Instance).First();

    private static string Token(RangeDigest range) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{range.Total.Count}:{range.Total.Sum}:{(range.Through is { } key ? string.Join(',', key) : "end")}"
        );

    private sealed class KeyOrder : IComparer<IReadOnlyList<long>?>
    {
        public static readonly KeyOrder Instance = new();

        public int Compare(IReadOnlyList<long>? x, IReadOnlyList<long>? y) =>
            (x ?? []).Zip(y ?? [], (left, right) => left.CompareTo(right)).FirstOrDefault(order => order != 0);
    }
}
