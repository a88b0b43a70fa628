using System.Text.Json;

namespace CdcReplicator.Debezium;

/// <summary>Looks into the JSON of an Avro schema.</summary>
internal static class AvroSchemaJson
{
    /// <summary>A property that must be there.</summary>
    public static JsonElement Required(this JsonElement json, string property) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(property, out var value)
            ? value
            : throw new MalformedDataException($"the Avro schema '{json.Shorten()}' has no {property}");

    /// <summary>The text of a part, for messages.</summary>
    public static string Shorten(this JsonElement json) =>
        json.GetRawText() is var text && text.Length > 80 ? text[..80] + "…" : text;
}
