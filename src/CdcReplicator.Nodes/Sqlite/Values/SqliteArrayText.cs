using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Arrays as SQLite nodes hold them: a JSON array of numbers, booleans, nulls, and for every other type its text.
/// </summary>
internal static class SqliteArrayText
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Format(DataValue[] values, ColumnType element)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            writer.WriteStartArray();
            foreach (var value in values)
            {
                Write(writer, value, element);
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <exception cref="InvalidValueException">The text is not an array of the type.</exception>
    public static DataValue Parse(string text, ColumnType type)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var values = new DataValue[document.RootElement.GetArrayLength()];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = Read(document.RootElement[i], type.Element!);
            }

            return DataValue.Array(values);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InvalidValueException($"A column of type {type.NativeName} holds text that is not a JSON array.");
        }
    }

    private static void Write(Utf8JsonWriter writer, in DataValue value, ColumnType element)
    {
        switch (value.Kind)
        {
            case DataKind.Null:
                writer.WriteNullValue();
                break;
            case DataKind.Boolean:
                writer.WriteBooleanValue(value.AsBoolean());
                break;
            case DataKind.Integer:
                writer.WriteNumberValue(value.AsInt64());
                break;
            case DataKind.Float32 when float.IsFinite(value.AsFloat32()):
                writer.WriteNumberValue(value.AsFloat32());
                break;
            case DataKind.Float64 when double.IsFinite(value.AsFloat64()):
                writer.WriteNumberValue(value.AsFloat64());
                break;
            default:
                writer.WriteStringValue(SqliteText.Format(value, element));
                break;
        }
    }

    private static DataValue Read(JsonElement value, ColumnType element) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => DataValue.Null,
            JsonValueKind.True => ValueCoercion.Coerce(DataValue.Boolean(true), element),
            JsonValueKind.False => ValueCoercion.Coerce(DataValue.Boolean(false), element),
            JsonValueKind.Number => ValueCoercion.Coerce(
                DataValue.Text(value.GetRawText(), DataKind.UntypedNumber),
                element,
                SqliteForms.Stored
            ),
            _ => SqliteText.Parse(value.GetString()!, element),
        };
}
