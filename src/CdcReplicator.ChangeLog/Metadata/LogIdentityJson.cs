using System.Text.Json.Serialization;

namespace CdcReplicator.ChangeLog;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(LogIdentity))]
internal sealed partial class LogIdentityJson : JsonSerializerContext;
