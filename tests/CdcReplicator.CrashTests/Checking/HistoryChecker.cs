namespace CdcReplicator.CrashTests;

/// <summary>
/// Compares a node with the log's history; names whatever is lost, duplicated, reordered, torn or ahead of the
/// position.
/// </summary>
internal static class HistoryChecker
{
    private const int Enough = 20;

    public static IReadOnlyList<string> Violations(IReadOnlyList<LoggedWrite> history, NodeContents node)
    {
        var expected = HistoryFold.UpTo(history, node.Position);
        var later = HistoryFold.UpTo(history, long.MaxValue).Rows;
        return
        [
            .. expected
                .Rows.Keys.Union(node.Rows.Keys)
                .Order(StringComparer.Ordinal)
                .SelectMany(row => OfRow(row, expected.Of(row), node.Of(row)))
                .Concat(expected.Rows.Keys.Except(node.Rows.Keys).Select(row => $"{row}: lost row"))
                .Concat(
                    node.Rows.Keys.Except(expected.Rows.Keys).Select(row => OfUnexpected(row, later.ContainsKey(row)))
                )
                .Concat(Torn(history, node))
                .Concat(OfRejections(expected.Rejections, node.Rejections, node.Position))
                .Take(Enough),
        ];
    }

    private static string OfUnexpected(string row, bool comesLater) =>
        comesLater ? $"{row}: the row is ahead of the position" : $"{row}: unexpected row";

    private static IEnumerable<string> OfRow(string row, IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        if (expected.SequenceEqual(actual))
        {
            yield break;
        }

        var lost = expected.Except(actual).ToList();
        var early = actual.Except(expected).ToList();
        var repeated = actual.GroupBy(element => element).Where(group => group.Count() > 1).ToList();
        foreach (var element in lost)
        {
            yield return $"{row}: lost {element}";
        }

        foreach (var element in early)
        {
            yield return $"{row}: {element} is ahead of the position";
        }

        foreach (var group in repeated)
        {
            yield return $"{row}: duplicated {group.Key}";
        }

        if (lost.Count + early.Count + repeated.Count == 0)
        {
            yield return $"{row}: reordered to {string.Join(',', actual)} from {string.Join(',', expected)}";
        }
    }

    /// <summary>A transaction's element is in all of its rows or in none.</summary>
    private static IEnumerable<string> Torn(IReadOnlyList<LoggedWrite> history, NodeContents node)
    {
        var present = node.Rows.SelectMany(row => row.Value.Select(element => (row.Key, element))).ToHashSet();
        foreach (var write in history)
        {
            var places = write.Rows.Where(row => row.Elements.Contains(write.Id)).Select(row => row.Row).ToList();
            var held = places.Count(row => present.Contains((row, write.Id)));
            if (held > 0 && held < places.Count)
            {
                yield return $"torn {write.Id}: in {held} of {places.Count} rows";
            }
        }
    }

    private static IEnumerable<string> OfRejections(
        IReadOnlyDictionary<long, string> expected,
        IReadOnlyDictionary<long, string> actual,
        long position
    ) =>
        expected
            .Keys.Union(actual.Keys)
            .Order()
            .Select(sequence =>
                (sequence, Expected: expected.GetValueOrDefault(sequence), Actual: actual.GetValueOrDefault(sequence))
            )
            .Where(verdict => verdict.Expected != verdict.Actual)
            .Select(verdict =>
                FormattableString.Invariant($"transaction {verdict.sequence}: ")
                + (
                    verdict.sequence > position
                        ? "its rejection is ahead of the position"
                        : $"verdict {verdict.Actual ?? "accepted"} instead of {verdict.Expected ?? "accepted"}"
                )
            );
}
