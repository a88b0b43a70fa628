using CdcReplicator.Model;

namespace CdcReplicator.BatchingTests;

/// <summary>Pairs of transactions in one batch that a wrong batching would get wrong.</summary>
internal static class BatchPatterns
{
    private static readonly Dictionary<string, Func<BatchedChange, BatchedChange, bool>> Pairs = new(
        StringComparer.Ordinal
    )
    {
        ["batch: several versions of a row"] = (a, b) => a.IsSameRow(b) && Both(a, b),
        ["batch: a row created, then deleted"] = (a, b) => a.IsSameRow(b) && Both(a, b) && a.Inserts && b.Deletes,
        ["batch: a row deleted, then created"] = (a, b) => a.IsSameRow(b) && Both(a, b) && a.Deletes && b.Inserts,
        ["batch: partial updates of different columns"] = (a, b) =>
            a.IsSameRow(b) && Both(a, b) && HaveDifferentColumns(a, b),
        ["batch: a rejected version, then an accepted one"] = (a, b) => a.IsSameRow(b) && !a.IsAccepted && b.IsAccepted,
        ["batch: a check violated, then the row written well"] = (a, b) =>
            a.IsSameRow(b) && a.IsRejectedFor(RejectionReason.CheckViolation) && b.IsAccepted,
        ["batch: a NOT NULL violated, then the row written well"] = (a, b) =>
            a.IsSameRow(b) && a.IsRejectedFor(RejectionReason.NotNullViolation) && b.IsAccepted,
        ["batch: a unique value given up, another row written"] = (a, b) =>
            a.IsOtherRow(b) && Both(a, b) && a.Table.Uniques.Length > 0 && !a.Inserts && !b.Deletes,
        ["batch: a unique value taken too early, then given up"] = (a, b) =>
            a.IsOtherRow(b) && a.IsRejectedFor(RejectionReason.UniqueViolation) && b.IsAccepted && !b.Inserts,
        ["batch: a unique value taken after another row was written"] = (a, b) =>
            a.IsOtherRow(b) && a.IsAccepted && !a.Deletes && b.IsRejectedFor(RejectionReason.UniqueViolation),
        ["batch: two rows that want values a third has"] = (a, b) =>
            a.IsOtherRow(b)
            && a.IsRejectedFor(RejectionReason.UniqueViolation)
            && b.IsRejectedFor(RejectionReason.UniqueViolation),
        ["batch: a parent, then its child"] = (a, b) => b.RefersTo(a) && Both(a, b) && a.Inserts,
        ["batch: a child too early, then its parent"] = (a, b) =>
            a.RefersTo(b) && a.IsRejectedFor(RejectionReason.ForeignKeyViolation) && b.IsAccepted && b.Inserts,
        ["batch: a child, then its parent deleted"] = (a, b) => a.RefersTo(b) && Both(a, b) && b.Deletes,
        ["batch: a child, then its parent's deletion rejected"] = (a, b) =>
            a.RefersTo(b) && a.IsAccepted && b.Deletes && b.IsRejectedFor(RejectionReason.ForeignKeyViolation),
        ["batch: rows, then a truncate"] = (a, b) => a.Table == b.Table && Both(a, b) && a.Inserts && IsTruncate(b),
        ["batch: a truncate, then rows"] = (a, b) => a.Table == b.Table && Both(a, b) && IsTruncate(a) && b.Inserts,
        ["batch: a key changed, then the row or its old key written"] = (a, b) =>
            a.IsSameRow(b) && Both(a, b) && MovesKey(a),
        ["batch: a duplicate of a row created before"] = (a, b) =>
            a.IsSameRow(b) && a.IsAccepted && a.Inserts && b.IsRejectedFor(RejectionReason.DuplicateKey),
        ["batch: a row missing that was deleted before"] = (a, b) =>
            a.IsSameRow(b) && a.IsAccepted && a.Deletes && b.IsRejectedFor(RejectionReason.RowMissing),
        ["batch: an expectation failing on a value written before"] = (a, b) =>
            a.IsSameRow(b) && a.IsAccepted && b.IsRejectedFor(RejectionReason.ExpectationFailed),
    };

    public static IEnumerable<string> Names => Pairs.Keys;

    /// <summary>Which pairs a batch has.</summary>
    public static IEnumerable<string> In(
        HistorySchema schema,
        IReadOnlyList<ChangeTransaction> batch,
        RunOutcome reference
    )
    {
        var changes = Changes(schema, batch, reference).ToList();
        return Pairs
            .Where(pair => changes.Any(a => changes.Any(b => a.Transaction < b.Transaction && pair.Value(a, b))))
            .Select(pair => pair.Key);
    }

    private static IEnumerable<BatchedChange> Changes(
        HistorySchema schema,
        IReadOnlyList<ChangeTransaction> batch,
        RunOutcome reference
    ) =>
        from at in Enumerable.Range(0, batch.Count)
        where reference.Verdicts.ContainsKey(batch[at].Sequence)
        from change in batch[at].Rows
        let table = schema.Find(change.Table)
        where table is not null
        select new BatchedChange(at, change, table, KeyOf(table, change), reference.Verdicts[batch[at].Sequence]);

    private static string? KeyOf(HistoryTable table, RowChange change) =>
        table.HasKey && (change.Key ?? change.After) is { } image ? table.KeyOf(new Row([]).With(image)) : null;

    private static bool Both(BatchedChange one, BatchedChange other) => one.IsAccepted && other.IsAccepted;

    private static bool IsTruncate(BatchedChange change) => change.Change.Operation == ChangeOperation.Truncate;

    private static bool MovesKey(BatchedChange change) =>
        change.Change is { Operation: ChangeOperation.Update, After: { } after }
        && change.Table.Key.Any(column => after.TryGet(column, out _))
        && change.Table.KeyOf(new Row([]).With(change.Change.Key!.Value).With(after)) != change.Key;

    private static bool HaveDifferentColumns(BatchedChange one, BatchedChange other) =>
        one.Change.Operation == ChangeOperation.Update
        && other.Change.Operation == ChangeOperation.Update
        && !one.Change.After!.Value.Shape.Columns.ToHashSet().SetEquals(other.Change.After!.Value.Shape.Columns);
}
