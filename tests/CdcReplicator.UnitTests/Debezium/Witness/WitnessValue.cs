using System.Numerics;
using System.Text;
using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.UnitTests;

/// <summary>
/// What a value means, worked out from Debezium's and Connect's documentation of the names and from nothing of ours.
/// </summary>
internal static class WitnessValue
{
    private const string Placeholder = "__debezium_unavailable_value";
    private const string PlaceholderUuid = "b68a35a7-17ad-35b3-af2a-ae46edb4545a";

    /// <summary>The value.</summary>
    /// <exception cref="NotSupportedException">The name has no meaning here.</exception>
    public static DataValue Of(WitnessType type, object? value) =>
        value switch
        {
            null => DataValue.Null,
            JsonElement json => Untold(json),
            bool truth => DataValue.Boolean(truth),
            long number => Number(type.Name, number),
            float number => DataValue.Float32(float.IsNaN(number) ? float.NaN : number),
            double number => DataValue.Float64(double.IsNaN(number) ? double.NaN : number),
            string text => Text(type.Name, text),
            BigDecimal number => DataValue.Decimal(number),
            byte[] bytes when type.Name == "org.apache.kafka.connect.data.Decimal" => Decimal(bytes, type.Scale!.Value),
            byte[] bytes when type.Name is null or "io.debezium.data.Bits" => DataValue.Bytes(bytes),
            object?[] array => DataValue.Array(Array.ConvertAll(array, element => Of(type.Element!, element))),
            Dictionary<string, string?> map => DataValue.Map(map),
            WitnessStruct { Name: "io.debezium.data.VariableScaleDecimal" } number => Decimal(
                (byte[])number["value"]!,
                (int)number.Number("scale")!.Value
            ),
            WitnessStruct { Name: "io.debezium.data.geometry.Point" } point => DataValue.Point(
                new PlanePoint((double)point["x"]!, (double)point["y"]!)
            ),
            _ => throw new NotSupportedException($"{value.GetType()} named '{type.Name}'."),
        };

    /// <summary>
    /// Whether it is what stands for a value that was not sent (README, "Unchanged out-of-line values").
    /// </summary>
    public static bool IsUnavailable(WitnessType type, object? value) =>
        value switch
        {
            string text => text == Placeholder || text == $$"""{"{{Placeholder}}":"{{Placeholder}}"}""",
            byte[] bytes => type.Name is null && bytes.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(Placeholder)),
            object?[] array => array is [string element] && element is Placeholder or PlaceholderUuid
                || array is [byte[] bytes] && bytes.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(Placeholder))
                || array.Length == Placeholder.Length
                    && array.Index().All(e => e.Item is long number && number == Placeholder[e.Index]),
            Dictionary<string, string?> map => map.Count == 1 && map.GetValueOrDefault(Placeholder) == Placeholder,
            JsonElement json => IsUnavailable(json),
            _ => false,
        };

    private static bool IsUnavailable(JsonElement json)
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(Placeholder));
        return json.ValueKind switch
        {
            JsonValueKind.String => json.GetString() == encoded || IsUnavailable(new WitnessType(), json.GetString()),
            JsonValueKind.Array => IsUnavailable(
                new WitnessType(),
                json.EnumerateArray()
                    .Select(element =>
                        element.ValueKind switch
                        {
                            JsonValueKind.String when element.GetString() == encoded => Placeholder,
                            JsonValueKind.String => element.GetString(),
                            JsonValueKind.Number => element.TryGetInt64(out var number) ? number : (object?)null,
                            _ => null,
                        }
                    )
                    .ToArray()
            ),
            JsonValueKind.Object => json.EnumerateObject().ToArray() is [var only]
                && only.Name == Placeholder
                && only.Value.GetString() == Placeholder,
            _ => false,
        };
    }

    private static DataValue Untold(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Null => DataValue.Null,
            JsonValueKind.True or JsonValueKind.False => DataValue.Boolean(json.GetBoolean()),
            JsonValueKind.Number => DataValue.Text(json.GetRawText(), DataKind.UntypedNumber),
            JsonValueKind.String => DataValue.Text(json.GetString()!, DataKind.UntypedText),
            JsonValueKind.Array => DataValue.Array([.. json.EnumerateArray().Select(Untold)], DataKind.UntypedArray),
            _ => DataValue.Text(json.GetRawText(), DataKind.UntypedObject),
        };

    private static DataValue Decimal(byte[] bigEndian, int scale) =>
        DataValue.Decimal(new BigDecimal(new BigInteger(bigEndian, isBigEndian: true), scale));

    private static DataValue Number(string? name, long number) =>
        name switch
        {
            null => DataValue.Integer(number),
            "io.debezium.time.Date" or "org.apache.kafka.connect.data.Date" => WitnessTime.Date(number),
            "io.debezium.time.Time" or "org.apache.kafka.connect.data.Time" => DataValue.Micros(
                DataKind.Time,
                number * 1000
            ),
            "io.debezium.time.MicroTime" => DataValue.Micros(DataKind.Time, number),
            "io.debezium.time.Timestamp" or "org.apache.kafka.connect.data.Timestamp" => WitnessTime.Timestamp(
                number * 1000
            ),
            "io.debezium.time.MicroTimestamp" => WitnessTime.Timestamp(number),
            "io.debezium.time.MicroDuration" => DataValue.Interval(new PgInterval(0, 0, number)),
            _ => throw new NotSupportedException($"A number named '{name}'."),
        };

    private static DataValue Text(string? name, string text) =>
        name switch
        {
            null or "io.debezium.data.Ltree" or "io.debezium.data.Tsvector" => DataValue.Text(text),
            "io.debezium.data.Uuid" => DataValue.Uuid(Guid.ParseExact(text, "D")),
            "io.debezium.data.Json" => DataValue.Text(text, DataKind.Json),
            "io.debezium.data.Xml" => DataValue.Text(text, DataKind.Xml),
            "io.debezium.data.Enum" => DataValue.Text(text, DataKind.Enum),
            "io.debezium.time.ZonedTimestamp" => DataValue.Micros(DataKind.TimestampTz, WitnessTime.Instant(text)),
            "io.debezium.time.IsoTimestamp" => WitnessTime.Timestamp(WitnessTime.Instant(text)),
            "io.debezium.time.ZonedTime" => DataValue.Micros(DataKind.TimeTz, WitnessTime.Clock(text)),
            "io.debezium.time.IsoTime" => DataValue.Micros(DataKind.Time, WitnessTime.Clock(text)),
            "io.debezium.time.IsoDate" => WitnessTime.Date(WitnessTime.Days(text)),
            "io.debezium.time.Interval" => DataValue.Interval(WitnessTime.Interval(text)),
            _ => throw new NotSupportedException($"Text named '{name}'."),
        };
}
