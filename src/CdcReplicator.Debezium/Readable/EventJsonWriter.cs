using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Events as JSON for people and scripts: one line each, values in readable forms. Not a form that is read back.
/// </summary>
internal static class EventJsonWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// One line without its end: <c>offset</c>, <c>time</c> (append time, UTC), <c>op</c> (Debezium's letter, or
    /// <c>begin</c>, <c>end</c>, <c>tombstone</c>, <c>heartbeat</c>) and what the event says.
    /// </summary>
    public static string Write(LogEvent logEvent)
    {
        return Write(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("offset", logEvent.Record.Offset);
            json.WriteString("time", Time(logEvent.Record.AppendTime));
            WriteEvent(json, logEvent);
            json.WriteEndObject();
        });
    }

    internal static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    internal static void WriteImage(Utf8JsonWriter json, RowImage image)
    {
        json.WriteStartObject();
        var values = image.ToValues();
        for (var i = 0; i < values.Length; i++)
        {
            json.WritePropertyName(image.Shape.Columns[i]);
            ReadableValue.Write(json, values[i]);
        }

        json.WriteEndObject();
    }

    /// <summary>The content of a message, if it is text; else null.</summary>
    internal static string? TextOf(byte[] content)
    {
        try
        {
            return StrictUtf8.GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    internal static string Letter(ChangeOperation operation) =>
        operation switch
        {
            ChangeOperation.Create => "c",
            ChangeOperation.Update => "u",
            ChangeOperation.Delete => "d",
            ChangeOperation.Read => "r",
            _ => "t",
        };

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private static string Time(long unixMillis) =>
        DateTimeOffset
            .FromUnixTimeMilliseconds(unixMillis)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static void WriteEvent(Utf8JsonWriter json, LogEvent logEvent)
    {
        switch (logEvent.Other)
        {
            case null:
                WriteRow(json, logEvent.Row);
                break;
            case MessageEvent message:
                WriteMessage(json, message);
                break;
            case BeginEvent begin:
                json.WriteString("op", "begin");
                json.WriteString("transaction", begin.Id);
                break;
            case EndEvent end:
                json.WriteString("op", "end");
                json.WriteString("transaction", end.Id);
                json.WriteNumber("event_count", end.EventCount);
                break;
            case TombstoneEvent:
                json.WriteString("op", "tombstone");
                break;
            case HeartbeatEvent:
                json.WriteString("op", "heartbeat");
                break;
        }
    }

    private static void WriteRow(Utf8JsonWriter json, in RowEvent row)
    {
        json.WriteString("op", Letter(row.Change.Operation));
        json.WriteString("table", row.Change.Table.ToString());
        WriteOptional(json, "key", row.Change.Key);
        WriteOptional(json, "before", row.Change.Before);
        WriteOptional(json, "after", row.Change.After);
        if (row.KeyChange != KeyChangeRole.None)
        {
            WriteOptional(json, row.KeyChange == KeyChangeRole.OldRow ? "new_key" : "old_key", row.OtherKey);
        }

        WriteOrigin(json, row.Source, row.Transaction);
    }

    private static void WriteMessage(Utf8JsonWriter json, MessageEvent message)
    {
        json.WriteString("op", "m");
        json.WriteString("prefix", message.Prefix);
        if (TextOf(message.Content) is { } text)
        {
            json.WriteString("content", text);
        }
        else
        {
            json.WriteBase64String("content_base64", message.Content);
        }

        WriteOrigin(json, message.Source, message.Transaction);
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, RowImage? image)
    {
        if (image is { } present)
        {
            json.WritePropertyName(name);
            WriteImage(json, present);
        }
    }

    private static void WriteOrigin(Utf8JsonWriter json, SourceInfo source, TransactionBlock? transaction)
    {
        json.WriteString("connector", source.Connector);
        json.WriteString("source", source.Name);
        if (source.Snapshot != SnapshotMark.None)
        {
            json.WriteString("snapshot", JsonNamingPolicy.SnakeCaseLower.ConvertName(source.Snapshot.ToString()));
        }

        if (transaction is { } block)
        {
            json.WriteString("transaction", block.Id.ToString());
            json.WriteNumber("total_order", block.TotalOrder);
            if (block.EventCount is { } count)
            {
                json.WriteNumber("event_count", count);
            }
        }
    }
}
