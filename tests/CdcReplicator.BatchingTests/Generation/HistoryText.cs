using System.Globalization;
using System.Text;
using CdcReplicator.Model;

namespace CdcReplicator.BatchingTests;

/// <summary>A history to read.</summary>
internal static class HistoryText
{
    public static string Of(History history)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"\nschema {history.Schema.Number} ({string.Join(", ", history.Schema.Families.Select(f => f.Name))})\n"
        );
        text.Append(CultureInfo.InvariantCulture, $"rows at a time: {history.BatchRows}\n");
        text.Append(CultureInfo.InvariantCulture, $"batches: {string.Join("; ", history.Batches)}\n");
        text.Append(
            CultureInfo.InvariantCulture,
            $"reference commits: {string.Join(", ", history.ReferenceCommits)}\n"
        );
        foreach (var transaction in history.Transactions)
        {
            text.Append(CultureInfo.InvariantCulture, $"#{transaction.Sequence} {transaction.Semantics}");
            text.Append(transaction.Control is null ? "" : " control");
            text.Append(transaction.Snapshot == SnapshotMark.None ? "\n" : $" snapshot {transaction.Snapshot}\n");
            foreach (var row in transaction.Rows)
            {
                text.Append(CultureInfo.InvariantCulture, $"    {Of(row)}\n");
            }
        }

        return text.ToString();
    }

    public static string Of(RowChange change)
    {
        var text = new StringBuilder($"{change.Operation} {change.Table.Name}");
        Append(text, " key", change.Key);
        Append(text, change.BeforeIsComplete ? " all before" : " before", change.Before);
        Append(text, " after", change.After);
        return text.Append(change.ChangesKey ? " (key change)" : "").ToString();
    }

    private static void Append(StringBuilder text, string what, RowImage? image)
    {
        if (image is not null)
        {
            var values = image.Value.Shape.Columns.Select((column, i) => $"{column}={Of(image.Value.ToValues()[i])}");
            text.Append(CultureInfo.InvariantCulture, $"{what} ({string.Join(", ", values)})");
        }
    }

    private static string Of(DataValue value) =>
        value.Kind is DataKind.Text or DataKind.UntypedText
            ? $"'{value.AsText().ReplaceLineEndings("\\n")}'"
            : value.ToString();
}
