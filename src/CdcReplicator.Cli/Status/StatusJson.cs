using System.Text.Json.Serialization;

namespace CdcReplicator.Cli;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ClusterReport))]
internal sealed partial class StatusJson : JsonSerializerContext;
