using System.Globalization;
using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Values in readable forms: numbers and booleans as JSON's own, dates and times as ISO text, bytes in base64.
/// </summary>
internal static class ReadableValue
{
    private const string Unchanged = "(unchanged)";

    /// <summary>Writes one value.</summary>
    public static void Write(Utf8JsonWriter json, in DataValue value)
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
            case DataKind.Float32 when float.IsFinite(value.AsFloat32()):
                json.WriteNumberValue(value.AsFloat32());
                break;
            case DataKind.Float64 when double.IsFinite(value.AsFloat64()):
                json.WriteNumberValue(value.AsFloat64());
                break;
            case DataKind.Decimal when value.AsDecimal().Special == DecimalSpecial.None:
                json.WriteRawValue(value.AsDecimal().ToString());
                break;
            case DataKind.UntypedNumber or DataKind.UntypedObject:
                json.WriteRawValue(value.AsText());
                break;
            case DataKind.Bytes:
                json.WriteBase64StringValue(value.AsBytes());
                break;
            case DataKind.Array or DataKind.UntypedArray:
                json.WriteStartArray();
                foreach (ref readonly var element in value.AsArray().AsSpan())
                {
                    Write(json, element);
                }

                json.WriteEndArray();
                break;
            case DataKind.Map:
                json.WriteStartObject();
                foreach (var (key, text) in value.AsMap())
                {
                    json.WriteString(key, text);
                }

                json.WriteEndObject();
                break;
            case DataKind.Point:
                json.WriteStringValue(
                    string.Create(CultureInfo.InvariantCulture, $"({value.AsPoint().X},{value.AsPoint().Y})")
                );
                break;
            default:
                json.WriteStringValue(Text(value));
                break;
        }
    }

    private static string Text(in DataValue value) =>
        value.Kind switch
        {
            DataKind.Unavailable => Unchanged,
            DataKind.Float32 => value.AsFloat32().ToString(CultureInfo.InvariantCulture),
            DataKind.Float64 => value.AsFloat64().ToString(CultureInfo.InvariantCulture),
            DataKind.Decimal => value.AsDecimal().ToString(),
            DataKind.Uuid => value.AsUuid().ToString("D"),
            DataKind.Date => ConnectText.Date(value.AsInt64()),
            DataKind.Time => ConnectText.Time(value.AsInt64()),
            DataKind.TimeTz => ConnectText.ZonedTime(value.AsInt64()),
            DataKind.Timestamp => ConnectText.Timestamp(value.AsInt64(), TemporalText.DefaultPrecision),
            DataKind.TimestampTz => ConnectText.ZonedTimestamp(value.AsInt64(), TemporalText.DefaultPrecision),
            DataKind.Interval => ConnectText.Interval(value.AsInterval()),
            DataKind.Bits => value.AsBits().Digits,
            _ => value.AsText(),
        };
}
