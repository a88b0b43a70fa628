using CdcReplicator.Model;

namespace CdcReplicator.BatchingTests;

/// <summary>Plans that write a batch in a wrong order, or cut it wrongly.</summary>
internal static class OrderingRewrites
{
    public static IReadOnlyList<PlannedTransaction> SortByTable(
        IReadOnlyList<ChangeTransaction> batch,
        IReadOnlyList<TableDefinition> tables
    ) => Ordered(batch, t => t.Rows.Select(row => row.Table.Name).FirstOrDefault(""));

    public static IReadOnlyList<PlannedTransaction> DeletesFirst(
        IReadOnlyList<ChangeTransaction> batch,
        IReadOnlyList<TableDefinition> tables
    ) => Ordered(batch, t => AreAll(t, ChangeOperation.Delete) ? 0 : 1);

    /// <summary>
    /// As where a unique index over an expression, a part of the table or another collation is overlooked.
    /// </summary>
    public static BatchRewrite DeletesFirstIn(params string[] names) =>
        (batch, _) => Ordered(batch, t => AreAll(t, ChangeOperation.Delete) && AreOf(t, names) ? 0 : 1);

    /// <summary>
    /// As where rows are told apart by the spelling of their keys: neighbouring changes of a table are exchanged if
    /// their keys are spelled otherwise. Of tables in which nothing else ties rows together, so that nothing but two
    /// spellings of one key can be caught.
    /// </summary>
    public static BatchRewrite ExchangeSpelledKeysIn(params string[] names) =>
        (batch, _) =>
        {
            var plan = Ordered(batch, _ => 0).ToArray();
            int[] places =
            [
                .. Enumerable
                    .Range(0, batch.Count)
                    .Where(i => batch[i].Rows.Any(row => names.Contains(row.Table.Name))),
            ];
            foreach (var (one, next) in places.Zip(places.Skip(1)))
            {
                var keys = (SpelledKey(plan[one].Transaction), SpelledKey(plan[next].Transaction));
                if (keys is ({ } first, { } second) && first != second)
                {
                    (plan[one], plan[next]) = (plan[next], plan[one]);
                }
            }

            return plan;
        };

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

    private static string? SpelledKey(ChangeTransaction transaction) =>
        transaction.Rows.ToArray() is [{ ChangesKey: false, Operation: not ChangeOperation.Truncate } row]
        && (row.Key ?? row.After) is { } image
        && image.ToValues() is [var key, ..]
        && (
            row.Key is null
            || row.After is null
            || !row.After.Value.TryGet(image.Shape.Columns[0], out var after)
            || after == key
        )
            ? key.ToString()
            : null;

    private static bool AreAll(ChangeTransaction transaction, ChangeOperation operation) =>
        transaction.Rows.All(row => row.Operation == operation);

    private static bool AreOf(ChangeTransaction transaction, string[] names) =>
        transaction.Rows.All(row => names.Contains(row.Table.Name));

    private static IReadOnlyList<PlannedTransaction> Ordered<T>(
        IReadOnlyList<ChangeTransaction> batch,
        Func<ChangeTransaction, T> by
    ) => [.. batch.Select((t, i) => new PlannedTransaction([i], t)).OrderBy(p => by(p.Transaction))];
}
