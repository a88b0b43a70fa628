using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.BatchingTests;

/// <summary>
/// Counts what the generated histories brought about, so that a generator that no longer brings it about is noticed.
/// </summary>
internal sealed class HistoryCoverage
{
    private static readonly string[] Expected =
    [
        .. Enum.GetValues<RejectionReason>().Where(IsGivenByNodes).Select(r => $"rejected: {r}"),
        .. Enum.GetValues<CrashPoint>().Where(c => c != CrashPoint.None).Select(c => $"crash: {c}"),
        .. from semantics in Enum.GetValues<WriteSemantics>()
        from operation in Enum.GetValues<ChangeOperation>()
        select $"{semantics}: {operation}",
        .. Enum.GetValues<SnapshotMark>().Select(m => $"snapshot: {m}"),
        .. HistorySchema.All.Select(s => $"schema {s.Number}"),
        .. from table in (string[])["seat", "slot", "login", "nick"] select $"unique violation: {table}",
        .. from table in (string[])["parent", "child", "tree", "owned", "loose", "deferred"]
        select $"foreign key violation: {table}",
        "accepted",
        "transaction of more than 100 rows",
        "control message",
        "trusted: key change",
        "trusted: key respelled",
        "trusted: unavailable value",
        "trusted: table without key",
        "trusted: node halts",
        "checked: expectation met",
        "checked: accepted in pieces",
        "checked: rejected in pieces",
        "same change twice in a transaction",
        "checked: new row as bytes",
        "trusted: new row as bytes",
        .. BatchPatterns.Names,
    ];

    private readonly SortedDictionary<string, int> _counts = new(
        Expected.ToDictionary(e => e, _ => 0),
        StringComparer.Ordinal
    );

    public IEnumerable<string> NeverSeen => _counts.Where(count => count.Value == 0).Select(count => count.Key);

    public void Add(History history, RunOutcome reference, RunOutcome batched)
    {
        Count($"schema {history.Schema.Number}");
        Count("trusted: node halts", reference.Halted is not null);
        foreach (var crash in batched.Crashes)
        {
            Count($"crash: {crash}");
        }

        foreach (var transaction in history.Transactions.Where(t => reference.Verdicts.ContainsKey(t.Sequence)))
        {
            AddTransaction(history, transaction, reference.Verdicts[transaction.Sequence]);
        }

        foreach (var pattern in batched.Batches.SelectMany(batch => BatchPatterns.In(history.Schema, batch, reference)))
        {
            Count(pattern);
        }
    }

    public override string ToString() =>
        string.Join('\n', _counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Value, 9}  {c.Key}")));

    private void AddTransaction(History history, ChangeTransaction transaction, Verdict verdict)
    {
        Count(verdict.Rejection is { } rejection ? $"rejected: {rejection.Reason}" : "accepted");
        Count($"unique violation: {WhereFrom(verdict)}", verdict.Rejection?.Reason == RejectionReason.UniqueViolation);
        Count(
            $"foreign key violation: {WhereFrom(verdict)}",
            verdict.Rejection?.Reason == RejectionReason.ForeignKeyViolation
        );
        Count("control message", transaction.Control is not null);
        Count($"snapshot: {transaction.Snapshot}");
        var rows = transaction.Rows.ToList();
        Count("same change twice in a transaction", rows.Select(HistoryText.Of).Distinct().Count() < rows.Count);
        Count("transaction of more than 100 rows", rows.Count > 100);
        if (transaction.Semantics == WriteSemantics.Checked && rows.Count > history.BatchRows)
        {
            Count($"checked: {(verdict.IsAccepted ? "accepted" : "rejected")} in pieces");
        }

        foreach (var row in rows)
        {
            var isTrusted = transaction.Semantics == WriteSemantics.Trusted;
            Count($"{transaction.Semantics}: {row.Operation}");
            Count("trusted: key change", isTrusted && row.ChangesKey);
            Count("trusted: key respelled", isTrusted && Respells(history.Schema.Find(row.Table), row));
            Count(
                "trusted: unavailable value",
                isTrusted && row.After?.ToValues().Contains(DataValue.Unavailable) == true
            );
            Count(
                "trusted: table without key",
                isTrusted && row.BeforeIsComplete && history.Schema.Find(row.Table) is { HasKey: false }
            );
            Count($"{(isTrusted ? "trusted" : "checked")}: new row as bytes", row.After?.Encoding is not null);
            Count("checked: expectation met", !isTrusted && verdict.IsAccepted && row.Before?.ToValues().Length > 0);
        }
    }

    private static bool Respells(HistoryTable? table, RowChange change) =>
        change is { Operation: ChangeOperation.Update, Key: { } key, After: { } after }
        && table is { IgnoresCase: true }
        && new Row([]).With(key) is var from
        && from.With(after) is var to
        && table.KeyOf(from) == table.KeyOf(to)
        && table.Key.Any(column => from[column] != to[column]);

    private static string WhereFrom(Verdict verdict) => verdict.Rejection?.Table?.Name ?? "deferred";

    private void Count(string what, bool happened = true)
    {
        if (happened)
        {
            _counts[what] = _counts.GetValueOrDefault(what) + 1;
        }
    }

    // The others are decided before a transaction reaches a node, or were given by earlier versions only.
    private static bool IsGivenByNodes(RejectionReason reason) =>
        reason
            is not (
                RejectionReason.Skipped
                or RejectionReason.UnknownTarget
                or RejectionReason.NumberForgotten
                or RejectionReason.NumberOutOfReach
            );
}
