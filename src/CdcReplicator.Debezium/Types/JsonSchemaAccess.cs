using System.Text.Json;

namespace CdcReplicator.Debezium;

/// <summary>
/// Reads properties of schema texts; a property of another type counts as absent where it is optional.
/// </summary>
internal static class JsonSchemaAccess
{
    private static readonly Dictionary<string, string> NoEntries = [];

    public static string? Text(this JsonElement json, string property) =>
        json.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    public static int? Number(this JsonElement json, string property) =>
        json.TryGetProperty(property, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out var number)
            ? number
            : null;

    public static IReadOnlyDictionary<string, string> TextMap(this JsonElement json, string property)
    {
        if (!json.TryGetProperty(property, out var value) || value.ValueKind != JsonValueKind.Object)
        {
            return NoEntries;
        }

        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in value.EnumerateObject())
        {
            map[entry.Name] =
                entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString()! : entry.Value.GetRawText();
        }

        return map;
    }

    public static string GetStringOrThrow(this JsonElement json) =>
        json.ValueKind == JsonValueKind.String
            ? json.GetString()!
            : throw new MalformedDataException("a name in the schema is not a string");

    public static JsonElement.ArrayEnumerator EnumerateArrayOrThrow(this JsonElement json) =>
        json.ValueKind == JsonValueKind.Array
            ? json.EnumerateArray()
            : throw new MalformedDataException("a list in the schema is not an array");
}
