using System.Text.Json.Serialization;

namespace CdcReplicator.Cli;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = System.Text.Json.Serialization.JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true
)]
[JsonSerializable(typeof(QuickstartReport))]
internal sealed partial class QuickstartJson : JsonSerializerContext;
