using CdcReplicator.Model;
using CdcReplicator.Testing;

namespace CdcReplicator.BatchingTests;

/// <summary>Plans that take a wrong net effect for the changes.</summary>
internal static class OmittingRewrites
{
    public static IReadOnlyList<PlannedTransaction> DropLast(
        IReadOnlyList<ChangeTransaction> batch,
        IReadOnlyList<TableDefinition> tables
    ) => AsTheyAre(batch.Count == 1 ? batch : batch.SkipLast(1));

    public static IReadOnlyList<PlannedTransaction> DropRepeated(
        IReadOnlyList<ChangeTransaction> batch,
        IReadOnlyList<TableDefinition> tables
    )
    {
        var seen = new HashSet<string>();
        return AsTheyAre(batch.Select(t => t with { Rows = [.. t.Rows.Where(row => seen.Add(HistoryText.Of(row)))] }));
    }

    public static IReadOnlyList<PlannedTransaction> KeepFirstVersion(
        IReadOnlyList<ChangeTransaction> batch,
        IReadOnlyList<TableDefinition> tables
    )
    {
        var seen = new HashSet<string>();
        return AsTheyAre(
            batch.Select(t =>
                t with
                {
                    Rows =
                    [
                        .. t.Rows.Where(row =>
                            row.Operation != ChangeOperation.Update || RowOf(row) is not { } key || seen.Add(key)
                        ),
                    ],
                }
            )
        );
    }

    /// <summary>A row deleted and made again is only updated: what hangs on the old one stays.</summary>
    public static IReadOnlyList<PlannedTransaction> CancelDeletes(
        IReadOnlyList<ChangeTransaction> batch,
        IReadOnlyList<TableDefinition> tables
    ) => CancelDeletes(batch, _ => true);

    /// <summary>As where on-delete actions of references to some tables are overlooked.</summary>
    public static BatchRewrite CancelDeletesIn(params string[] names) =>
        (batch, _) => CancelDeletes(batch, row => names.Contains(row.Table.Name));

    private static IReadOnlyList<PlannedTransaction> CancelDeletes(
        IReadOnlyList<ChangeTransaction> batch,
        Func<RowChange, bool> touches
    )
    {
        var rows = batch.SelectMany(t => t.Rows).ToList();
        var remade = rows.Where(
                (row, i) => row.Operation == ChangeOperation.Delete && touches(row) && IsRemadeBehind(i)
            )
            .ToHashSet();
        return AsTheyAre(
            batch.Select(t => t with { Rows = [.. t.Rows.Where(row => !remade.Contains(row)).Select(Remade)] })
        );

        bool IsRemadeBehind(int at) =>
            rows.FindIndex(at, row => row.Operation == ChangeOperation.Create && Created(row, rows[at])) > at;

        RowChange Remade(RowChange row) =>
            row.Operation == ChangeOperation.Create && remade.Any(gone => Created(row, gone))
                ? row with
                {
                    Operation = ChangeOperation.Read,
                }
                : row;
    }

    /// <summary>
    /// Of two neighbouring updates of a row the first is merged into the second, and never seen by the database.
    /// </summary>
    public static IReadOnlyList<PlannedTransaction> MergeUpdates(
        IReadOnlyList<ChangeTransaction> batch,
        IReadOnlyList<TableDefinition> tables
    ) => MergeUpdates(batch, _ => true);

    /// <summary>As where triggers of some tables are overlooked.</summary>
    public static BatchRewrite MergeUpdatesIn(params string[] names) =>
        (batch, _) => MergeUpdates(batch, row => names.Contains(row.Table.Name));

    private static IReadOnlyList<PlannedTransaction> MergeUpdates(
        IReadOnlyList<ChangeTransaction> batch,
        Func<RowChange, bool> touches
    )
    {
        var plan = new List<PlannedTransaction>();
        foreach (var next in AsTheyAre(batch))
        {
            if (
                plan is [.., var last]
                && Only(last.Transaction) is { } one
                && Only(next.Transaction) is { } other
                && RowOf(one) == RowOf(other)
                && touches(other)
            )
            {
                plan.RemoveAt(plan.Count - 1);
                var merged = other with { Before = null, After = Merge(one.After!.Value, other.After!.Value) };
                plan.Add(new([.. last.Origins, .. next.Origins], next.Transaction with { Rows = [merged] }));
                continue;
            }

            plan.Add(next);
        }

        return plan;
    }

    private static IReadOnlyList<PlannedTransaction> AsTheyAre(IEnumerable<ChangeTransaction> batch) =>
        [.. batch.Select((t, i) => new PlannedTransaction([i], t))];

    private static RowChange? Only(ChangeTransaction transaction) =>
        transaction.Rows.ToArray() is [{ Operation: ChangeOperation.Update, Key: not null, ChangesKey: false } row]
            ? row
            : null;

    private static string? RowOf(RowChange row) =>
        row.Key is { } key ? $"{row.Table} {string.Join('|', key.ToValues())}" : null;

    private static bool Created(RowChange create, RowChange deleted) =>
        create.Table == deleted.Table
        && deleted.Key is { } key
        && key.Shape.Columns.Select(
                (c, i) => create.After!.Value.TryGet(c, out var value) && value == key.ToValues()[i]
            )
            .All(same => same);

    private static RowImage Merge(RowImage first, RowImage second) =>
        RowImages.Of([
            .. first.Shape.Columns.Zip(first.ToValues()).Where(p => !second.TryGet(p.First, out _)),
            .. second.Shape.Columns.Zip(second.ToValues()),
        ]);
}
