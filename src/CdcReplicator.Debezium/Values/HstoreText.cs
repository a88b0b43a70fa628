using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CdcReplicator.Debezium;

/// <summary>hstore as JSON text: what the connector sends by default, and the form SQLite nodes hold.</summary>
internal static class HstoreText
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A JSON object with the keys in ordinal order.</summary>
    public static string FormatJson(IReadOnlyDictionary<string, string?> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        var keys = map.Keys.ToArray();
        System.Array.Sort(keys, StringComparer.Ordinal);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            writer.WriteStartObject();
            foreach (var key in keys)
            {
                writer.WriteString(key, map[key]);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads a JSON object of texts and nulls.</summary>
    public static bool TryParseJson(string text, out IReadOnlyDictionary<string, string?> map)
    {
        var result = new Dictionary<string, string?>(StringComparer.Ordinal);
        map = result;
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return false;
            }

            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
                {
                    return false;
                }

                result[property.Name] = property.Value.GetString();
            }

            return true;
        }
        // The last one for half a surrogate pair.
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }
}
