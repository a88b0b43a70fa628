using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>The text form of a row's key: JSON in key order, the same on every kind of node.</summary>
internal static class RowKeyJson
{
    private delegate string ValueText(in DataValue value, ColumnType type);

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Writes canonical key values, given in key order, as they are kept and compared: a date is a number of days.
    /// Nodes of other versions have written the same, so it stays.
    /// </summary>
    public static string Write(TableDefinition table, ReadOnlySpan<DataValue> values) =>
        Write(table, values, static (in DataValue value, ColumnType _) => value.ToString());

    /// <summary>Writes canonical key values, given in key order, for people.</summary>
    public static string Show(TableDefinition table, ReadOnlySpan<DataValue> values) =>
        Write(table, values, KeyText.Of);

    /// <summary>What stands before a value: a brace or comma, and the name.</summary>
    public static string BeforeValue(string name, bool isFirst) =>
        $"{(isFirst ? '{' : ',')}\"{JsonEncodedText.Encode(name, Options.Encoder)}\":";

    private static string Write(TableDefinition table, ReadOnlySpan<DataValue> values, ValueText text)
    {
        var buffer = new ArrayBufferWriter<byte>(64);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            for (var i = 0; i < values.Length; i++)
            {
                json.WritePropertyName(table.PrimaryKey[i]);
                WriteValue(json, values[i], table.FindColumn(table.PrimaryKey[i])!.Type, text);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteValue(Utf8JsonWriter json, in DataValue value, ColumnType type, ValueText text)
    {
        switch (value.Kind)
        {
            case DataKind.Null:
                json.WriteNullValue();
                break;
            case DataKind.Boolean:
                json.WriteBooleanValue(value.AsBoolean());
                break;
            case DataKind.Integer:
                json.WriteNumberValue(value.AsInt64());
                break;
            default:
                json.WriteStringValue(text(value, type));
                break;
        }
    }
}
