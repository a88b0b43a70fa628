using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

/// <summary>
/// The JSON of what is kept beside the log. Unknown fields are passed over, so that program versions may mix.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(AuditRecord))]
[JsonSerializable(typeof(Divergence))]
[JsonSerializable(typeof(Forgotten))]
[JsonSerializable(typeof(InitialContent))]
[JsonSerializable(typeof(Maintenance))]
[JsonSerializable(typeof(MemberStatus))]
[JsonSerializable(typeof(NodeRejections))]
[JsonSerializable(typeof(NodeTables))]
[JsonSerializable(typeof(PublishedRejection))]
[JsonSerializable(typeof(Standby))]
[JsonSerializable(typeof(TableDefinition))]
[JsonSerializable(typeof(TableIndex))]
internal sealed partial class ClusterJson : JsonSerializerContext
{
    public static byte[] Write<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(value, type);
}
