using System.Globalization;
using System.Text.Json;

namespace CdcReplicator.UnitTests;

/// <summary>What System.Text.Json read of a record, with the meaning its schema gives if it brings one.</summary>
internal static class JsonReading
{
    /// <summary>Reads a key or a value. An envelope's rows stay JSON where no schema comes with them.</summary>
    public static WitnessStruct Read(ReadOnlySpan<byte> bytes, bool isKey)
    {
        var reader = new Utf8JsonReader(bytes);
        var root = JsonElement.ParseValue(ref reader);
        return root.TryGetProperty("schema", out var schema) && root.TryGetProperty("payload", out var payload)
                ? Typed(payload, schema)
            : isKey ? Row(root)
            : Plain(root);
    }

    private static WitnessStruct Row(JsonElement row) =>
        new(
            "",
            [
                .. row.EnumerateObject()
                    .Select(p => new WitnessField(
                        p.Name,
                        WitnessType.Untold,
                        p.Value.ValueKind == JsonValueKind.Null ? null : p.Value
                    )),
            ]
        );

    private static WitnessStruct Plain(JsonElement envelope) =>
        new(
            "",
            [
                .. envelope
                    .EnumerateObject()
                    .Select(p => new WitnessField(
                        p.Name,
                        WitnessType.Untold,
                        p.Name is "before" or "after" && p.Value.ValueKind == JsonValueKind.Object
                            ? Row(p.Value)
                            : PlainValue(p.Value)
                    )),
            ]
        );

    private static object? PlainValue(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => json.GetString(),
            JsonValueKind.Number => json.GetInt64(),
            JsonValueKind.Object => Plain(json),
            _ => json,
        };

    private static WitnessStruct Typed(JsonElement payload, JsonElement schema) =>
        new(
            Text(schema, "name") ?? "",
            [
                .. schema
                    .GetProperty("fields")
                    .EnumerateArray()
                    .Select(field =>
                    {
                        var name = field.GetProperty("field").GetString()!;
                        return new WitnessField(
                            Parameter(field, "__debezium.source.column.name") ?? name,
                            TypeOf(field),
                            Value(payload.GetProperty(name), field)
                        );
                    }),
            ]
        );

    private static WitnessType TypeOf(JsonElement schema) =>
        new(
            Text(schema, "name"),
            Parameter(schema, "scale") is { } scale ? int.Parse(scale, CultureInfo.InvariantCulture) : null,
            schema.TryGetProperty("items", out var items) ? TypeOf(items) : null
        );

    private static object? Value(JsonElement json, JsonElement schema) =>
        json.ValueKind == JsonValueKind.Null
            ? null
            : Text(schema, "type") switch
            {
                "boolean" => json.GetBoolean(),
                "int8" or "int16" or "int32" or "int64" => json.GetInt64(),
                "float" => json.ValueKind == JsonValueKind.String ? (float)Special(json) : json.GetSingle(),
                "double" => json.ValueKind == JsonValueKind.String ? Special(json) : json.GetDouble(),
                "string" => json.GetString(),
                "bytes" => json.GetBytesFromBase64(),
                "array" => json.EnumerateArray()
                    .Select(element => Value(element, schema.GetProperty("items")))
                    .ToArray(),
                "map" => json.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()),
                "struct" => Typed(json, schema),
                var other => throw new NotSupportedException($"Connect type '{other}'."),
            };

    private static double Special(JsonElement json) =>
        json.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            var other => throw new NotSupportedException($"'{other}' as a number."),
        };

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string? Parameter(JsonElement schema, string name) =>
        schema.TryGetProperty("parameters", out var parameters) ? Text(parameters, name) : null;
}
