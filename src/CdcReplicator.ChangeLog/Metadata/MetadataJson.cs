using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CdcReplicator.Model;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// The JSON of what is kept beside the log. Unknown fields are passed over, so that program versions may mix.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(Divergence))]
[JsonSerializable(typeof(Forgotten))]
[JsonSerializable(typeof(LogIdentity))]
[JsonSerializable(typeof(Maintenance))]
[JsonSerializable(typeof(MemberStatus))]
[JsonSerializable(typeof(NodeRejections))]
[JsonSerializable(typeof(NodeTables))]
[JsonSerializable(typeof(PublishedRejection))]
[JsonSerializable(typeof(Standby))]
[JsonSerializable(typeof(TableDefinition))]
[JsonSerializable(typeof(TableIndex))]
internal sealed partial class MetadataJson : JsonSerializerContext
{
    public static byte[] Write<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);

    /// <exception cref="ReplicationException">The entry is not such JSON.</exception>
    public static T Read<T>(MetadataEntry entry, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(entry.Value, type) ?? throw Unreadable(entry, null);
        }
        catch (JsonException error)
        {
            throw Unreadable(entry, error);
        }
    }

    private static ReplicationException Unreadable(MetadataEntry entry, Exception? cause) =>
        new(
            $"Entry '{entry.Key}' (version {entry.Version}) beside the log cannot be read{(cause is JsonException { Path: { } path } ? $" at {path}" : "")}.",
            "Update this program to the newest version that writes here; if it has it, find what else writes beside this log.",
            cause
        );
}
