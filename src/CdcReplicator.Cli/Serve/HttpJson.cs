using System.Text.Json.Serialization;

namespace CdcReplicator.Cli;

/// <summary>What any page may answer as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(HttpProblem))]
internal sealed partial class HttpJson : JsonSerializerContext;
