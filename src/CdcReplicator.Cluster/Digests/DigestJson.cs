using System.Text.Json.Serialization;

namespace CdcReplicator.Cluster;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(CheckpointRequest))]
[JsonSerializable(typeof(DigestIndex))]
[JsonSerializable(typeof(TableDigest))]
internal sealed partial class DigestJson : JsonSerializerContext;
