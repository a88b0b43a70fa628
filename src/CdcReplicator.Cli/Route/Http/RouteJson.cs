using System.Text.Json.Serialization;

namespace CdcReplicator.Cli;

/// <summary>The answers of <c>route</c> as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RouteAnswer))]
[JsonSerializable(typeof(ReadyReport))]
internal sealed partial class RouteJson : JsonSerializerContext;
