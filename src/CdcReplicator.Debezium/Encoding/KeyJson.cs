using System.Buffers;
using System.Globalization;
using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// A key as JSON without schema, for the headers of a key change: Debezium's values, except that decimals are JSON
/// numbers, as its own header converter writes them.
/// </summary>
internal static class KeyJson
{
    /// <summary>The key as a JSON object, UTF-8.</summary>
    public static byte[] Write(KeyForm form, RowImage key)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            var values = key.ToValues();
            for (var i = 0; i < form.Fields.Count; i++)
            {
                json.WritePropertyName(form.Fields[i].Column.Name);
                Write(json, form.Fields[i].Form, values[i]);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, ColumnForm form, in DataValue value)
    {
        switch (form.Form)
        {
            case var _ when value.IsNull:
                json.WriteNullValue();
                break;
            case AvroForm.Boolean:
                json.WriteBooleanValue(value.AsBoolean());
                break;
            case AvroForm.Float32 when float.IsFinite(value.AsFloat32()):
                json.WriteNumberValue(value.AsFloat32());
                break;
            case AvroForm.Float64 when double.IsFinite(value.AsFloat64()):
                json.WriteNumberValue(value.AsFloat64());
                break;
            case AvroForm.Float32:
                json.WriteStringValue(value.AsFloat32().ToString(CultureInfo.InvariantCulture));
                break;
            case AvroForm.Float64:
                json.WriteStringValue(value.AsFloat64().ToString(CultureInfo.InvariantCulture));
                break;
            case AvroForm.Bytes:
                json.WriteBase64StringValue(value.AsBytes());
                break;
            case AvroForm.Bits:
                json.WriteBase64StringValue(ColumnFormValue.PackedBits(value));
                break;
            case AvroForm.Decimal or AvroForm.VariableDecimal:
                json.WriteRawValue(value.AsDecimal().ToString());
                break;
            case AvroForm.Array:
                json.WriteStartArray();
                foreach (var element in value.AsArray())
                {
                    Write(json, form.Element!, element);
                }

                json.WriteEndArray();
                break;
            case AvroForm.Map:
                WriteMap(json, value.AsMap());
                break;
            case AvroForm.Point:
                json.WriteStartObject();
                json.WriteNumber("x", value.AsPoint().X);
                json.WriteNumber("y", value.AsPoint().Y);
                json.WriteEndObject();
                break;
            case AvroForm.Int16
            or AvroForm.Int32
            or AvroForm.Int64
            or AvroForm.Date
            or AvroForm.TimeMillis
            or AvroForm.TimeMicros
            or AvroForm.TimestampMillis
            or AvroForm.TimestampMicros:
                json.WriteNumberValue(ColumnFormValue.Number(form, value));
                break;
            default:
                json.WriteStringValue(ColumnFormValue.Text(form, value));
                break;
        }
    }

    private static void WriteMap(Utf8JsonWriter json, IReadOnlyDictionary<string, string?> map)
    {
        json.WriteStartObject();
        foreach (var (key, text) in map)
        {
            json.WriteString(key, text);
        }

        json.WriteEndObject();
    }
}
