using System.Text.Json;
using System.Text.Json.Serialization;
using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

/// <summary>
/// Canonical values as JSON, without loss: null, or an array of the kind's name and what it holds. Doubles are their
/// bits, because NaN and the zeros are values too.
/// </summary>
internal sealed class ValuesConverter : JsonConverter<IReadOnlyList<DataValue>>
{
    /// <inheritdoc/>
    public override IReadOnlyList<DataValue> Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    )
    {
        using var json = JsonDocument.ParseValue(ref reader);
        try
        {
            return [.. json.RootElement.EnumerateArray().Select(ValueOf)];
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException or ArgumentException)
        {
            throw new JsonException("A value cannot be read.", error);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlyList<DataValue> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var one in value)
        {
            Write(writer, one);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, in DataValue value)
    {
        if (value.IsNull)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartArray();
        writer.WriteStringValue(value.Kind.ToString());
        WriteContent(writer, value);
        writer.WriteEndArray();
    }

    private static void WriteContent(Utf8JsonWriter writer, in DataValue value)
    {
        switch (value.Kind)
        {
            case DataKind.Boolean:
                writer.WriteBooleanValue(value.AsBoolean());
                break;
            case DataKind.Float32:
                writer.WriteNumberValue(BitConverter.SingleToInt32Bits(value.AsFloat32()));
                break;
            case DataKind.Float64:
                writer.WriteNumberValue(BitConverter.DoubleToInt64Bits(value.AsFloat64()));
                break;
            case DataKind.Integer
            or DataKind.Date
            or DataKind.Time
            or DataKind.TimeTz
            or DataKind.Timestamp
            or DataKind.TimestampTz:
                writer.WriteNumberValue(value.AsInt64());
                break;
            case DataKind.Text or DataKind.Json or DataKind.Xml or DataKind.Enum:
                writer.WriteStringValue(value.AsText());
                break;
            case DataKind.Bytes:
                writer.WriteBase64StringValue(value.AsBytes());
                break;
            case DataKind.Interval:
                var interval = value.AsInterval();
                writer.WriteNumberValue(interval.Months);
                writer.WriteNumberValue(interval.Days);
                writer.WriteNumberValue(interval.Micros);
                break;
            case DataKind.Point:
                writer.WriteNumberValue(BitConverter.DoubleToInt64Bits(value.AsPoint().X));
                writer.WriteNumberValue(BitConverter.DoubleToInt64Bits(value.AsPoint().Y));
                break;
            case DataKind.Array:
                foreach (var element in value.AsArray())
                {
                    Write(writer, element);
                }

                break;
            case DataKind.Map:
                foreach (var (key, text) in value.AsMap())
                {
                    writer.WriteStringValue(key);
                    writer.WriteStringValue(text);
                }

                break;
            default:
                // Decimals, UUIDs and bits have a text that is read back as they are.
                writer.WriteStringValue(value.ToString());
                break;
        }
    }

    private static DataValue ValueOf(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Null)
        {
            return DataValue.Null;
        }

        JsonElement[] parts = [.. json.EnumerateArray()];
        var kind = Enum.Parse<DataKind>(parts[0].GetString()!);
        JsonElement[] content = parts[1..];
        return kind switch
        {
            DataKind.Array => DataValue.Array([.. content.Select(ValueOf)]),
            DataKind.Map => DataValue.Map(
                content
                    .Chunk(2)
                    .ToDictionary(pair => pair[0].GetString()!, pair => pair[1].GetString(), StringComparer.Ordinal)
            ),
            DataKind.Interval => DataValue.Interval(
                new PgInterval(content[0].GetInt32(), content[1].GetInt32(), content[2].GetInt64())
            ),
            DataKind.Point => DataValue.Point(new PlanePoint(DoubleOf(content[0]), DoubleOf(content[1]))),
            _ => ValueOf(kind, content.Single()),
        };
    }

    private static DataValue ValueOf(DataKind kind, JsonElement content) =>
        kind switch
        {
            DataKind.Boolean => DataValue.Boolean(content.GetBoolean()),
            DataKind.Integer => DataValue.Integer(content.GetInt64()),
            DataKind.Float32 => DataValue.Float32(BitConverter.Int32BitsToSingle(content.GetInt32())),
            DataKind.Float64 => DataValue.Float64(DoubleOf(content)),
            DataKind.Date => DataValue.Date(content.GetInt64()),
            DataKind.Time or DataKind.TimeTz or DataKind.Timestamp or DataKind.TimestampTz => DataValue.Micros(
                kind,
                content.GetInt64()
            ),
            DataKind.Text or DataKind.Json or DataKind.Xml or DataKind.Enum => DataValue.Text(
                content.GetString()!,
                kind
            ),
            DataKind.Bytes => DataValue.Bytes(content.GetBytesFromBase64()),
            DataKind.Uuid => DataValue.Uuid(Guid.Parse(content.GetString()!)),
            DataKind.Bits => DataValue.Bits(new BitString(content.GetString()!)),
            DataKind.Decimal => DataValue.Decimal(BigDecimal.Parse(content.GetString()!)),
            _ => throw new FormatException($"A value of kind {kind} is not canonical."),
        };

    private static double DoubleOf(JsonElement bits) => BitConverter.Int64BitsToDouble(bits.GetInt64());
}
