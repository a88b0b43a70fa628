using System.Globalization;
using System.Text;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Events as one short line for people: <c>#1234 12:00:01.123 u public.accounts {"id":1} balance=90 (tx once-1f:5
/// 1/2)</c>. Long values are cut.
/// </summary>
internal static class EventTextWriter
{
    private const int LongestValue = 80;

    /// <summary>The line without its end. The time is the append time in UTC.</summary>
    public static string Write(LogEvent logEvent)
    {
        var line = new StringBuilder(128);
        var time = DateTimeOffset.FromUnixTimeMilliseconds(logEvent.Record.AppendTime);
        line.Append(CultureInfo.InvariantCulture, $"#{logEvent.Record.Offset} {time:HH:mm:ss.fff} ");
        switch (logEvent.Other)
        {
            case null:
                AppendRow(line, logEvent.Row);
                break;
            case MessageEvent message:
                line.Append("m ").Append(message.Prefix).Append(' ');
                var bytes = string.Create(CultureInfo.InvariantCulture, $"{message.Content.Length} bytes");
                line.Append(Cut(EventJsonWriter.TextOf(message.Content) ?? bytes));
                AppendTransaction(line, message.Transaction);
                break;
            case BeginEvent begin:
                line.Append("BEGIN ").Append(begin.Id);
                break;
            case EndEvent end:
                line.Append(CultureInfo.InvariantCulture, $"END {end.Id}, {end.EventCount} events");
                break;
            case TombstoneEvent:
                line.Append("tombstone");
                break;
            case HeartbeatEvent:
                line.Append("heartbeat");
                break;
        }

        return line.ToString();
    }

    private static void AppendRow(StringBuilder line, in RowEvent row)
    {
        var change = row.Change;
        line.Append(EventJsonWriter.Letter(change.Operation)).Append(' ').Append(change.Table);
        if (change.Key is { } key)
        {
            line.Append(' ').Append(Json(key));
        }

        if (row is { KeyChange: not KeyChangeRole.None, OtherKey: { } other })
        {
            line.Append(row.KeyChange == KeyChangeRole.OldRow ? " becomes " : " was ").Append(Json(other));
        }

        AppendValues(line, "", change.After, change.Key);
        if (row.Source.Semantics == WriteSemantics.Checked)
        {
            AppendValues(line, " if", change.Before, change.Key);
        }

        if (row.Source.Snapshot != SnapshotMark.None)
        {
            line.Append(" (snapshot)");
        }

        AppendTransaction(line, row.Transaction);
    }

    private static void AppendValues(StringBuilder line, string word, RowImage? image, RowImage? key)
    {
        if (image is not { } present)
        {
            return;
        }

        line.Append(word);
        var values = present.ToValues();
        for (var i = 0; i < values.Length; i++)
        {
            var column = present.Shape.Columns[i];
            if (key is not { } own || !own.TryGet(column, out var known) || known != values[i])
            {
                var value = values[i];
                line.Append(' ').Append(column).Append('=');
                line.Append(Cut(EventJsonWriter.Write(json => ReadableValue.Write(json, value))));
            }
        }
    }

    private static void AppendTransaction(StringBuilder line, TransactionBlock? transaction)
    {
        if (transaction is { } block)
        {
            line.Append(CultureInfo.InvariantCulture, $" (tx {block.Id} {block.TotalOrder}");
            line.Append(block.EventCount is { } count ? $"/{count.ToString(CultureInfo.InvariantCulture)})" : ")");
        }
    }

    private static string Json(RowImage image) =>
        EventJsonWriter.Write(json => EventJsonWriter.WriteImage(json, image));

    private static string Cut(string text) => text.Length <= LongestValue ? text : text[..LongestValue] + "…";
}
