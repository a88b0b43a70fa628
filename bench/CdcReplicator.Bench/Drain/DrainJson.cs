using System.Text.Json.Serialization;

namespace CdcReplicator.Bench;

/// <summary>What <c>bench drain</c> prints, on one line.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DrainReport))]
internal sealed partial class DrainJson : JsonSerializerContext;
