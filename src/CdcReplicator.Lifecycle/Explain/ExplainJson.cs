using System.Text.Json.Serialization;

namespace CdcReplicator.Lifecycle;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RowExplanation))]
internal sealed partial class ExplainJson : JsonSerializerContext;
