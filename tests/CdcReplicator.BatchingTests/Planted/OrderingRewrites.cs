using CdcReplicator.Model;

namespace CdcReplicator.BatchingTests;

/// <summary>Plans that write a batch in a wrong order, or cut it wrongly.</summary>
internal static class OrderingRewrites
{
    public static IReadOnlyList<PlannedTransaction> SortByTable(
        IReadOnlyList<ChangeTransaction> batch,
        IReadOnlyList<TableDefinition> tables
    ) => Ordered(batch, t => t.Rows.FirstOrDefault()?.Table.Name ?? "");

    public static IReadOnlyList<PlannedTransaction> DeletesFirst(
        IReadOnlyList<ChangeTransaction> batch,
        IReadOnlyList<TableDefinition> tables
    ) => Ordered(batch, t => t.Rows.All(row => row.Operation == ChangeOperation.Delete) ? 0 : 1);

    public static IReadOnlyList<PlannedTransaction> TruncatesLast(
        IReadOnlyList<ChangeTransaction> batch,
        IReadOnlyList<TableDefinition> tables
    ) => Ordered(batch, t => t.Rows.Any(row => row.Operation == ChangeOperation.Truncate) ? 1 : 0);

    public static IReadOnlyList<PlannedTransaction> SplitByRow(
        IReadOnlyList<ChangeTransaction> batch,
        IReadOnlyList<TableDefinition> tables
    ) => [.. batch.SelectMany((t, i) => t.Rows.Select(row => new PlannedTransaction([i], t with { Rows = [row] })))];

    public static IReadOnlyList<PlannedTransaction> JoinAll(
        IReadOnlyList<ChangeTransaction> batch,
        IReadOnlyList<TableDefinition> tables
    ) =>
        [
            new(
                [.. Enumerable.Range(0, batch.Count)],
                batch[^1] with
                {
                    Control = null,
                    Rows = [.. batch.SelectMany(t => t.Rows)],
                }
            ),
        ];

    private static IReadOnlyList<PlannedTransaction> Ordered<T>(
        IReadOnlyList<ChangeTransaction> batch,
        Func<ChangeTransaction, T> by
    ) => [.. batch.Select((t, i) => new PlannedTransaction([i], t)).OrderBy(p => by(p.Transaction))];
}
