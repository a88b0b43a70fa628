using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>The text form of a row's key: JSON in key order, the same on every kind of node.</summary>
internal static class RowKeyJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes canonical key values, given in key order.</summary>
    public static string Write(TableDefinition table, ReadOnlySpan<DataValue> values)
    {
        var buffer = new ArrayBufferWriter<byte>(64);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            for (var i = 0; i < values.Length; i++)
            {
                json.WritePropertyName(table.PrimaryKey[i]);
                WriteValue(json, values[i]);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteValue(Utf8JsonWriter json, in DataValue value)
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
                json.WriteStringValue(value.ToString());
                break;
        }
    }
}
