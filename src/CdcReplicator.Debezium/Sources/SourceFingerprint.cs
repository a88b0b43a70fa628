using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CdcReplicator.Debezium;

/// <summary>
/// Tells whether two sections <c>Sources:NAME</c> say the same, in whatever order they are written. Pure.
/// </summary>
internal static class SourceFingerprint
{
    private const int Bytes = 8;

    /// <summary>The same text for sections that say the same.</summary>
    public static string Of(SourceOptions options) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(Ordered(JsonSerializer.SerializeToNode(options)))).AsSpan(0, Bytes)
        );

    private static string Ordered(JsonNode? node) =>
        node switch
        {
            JsonObject map =>
                $"{{{Joined(map.Select(pair => $"{JsonValue.Create(pair.Key)}:{Ordered(pair.Value)}"))}}}",
            JsonArray list => $"[{Joined(list.Select(Ordered))}]",
            _ => node?.ToJsonString() ?? "null",
        };

    private static string Joined(IEnumerable<string> parts) => string.Join(',', parts.Order(StringComparer.Ordinal));
}
