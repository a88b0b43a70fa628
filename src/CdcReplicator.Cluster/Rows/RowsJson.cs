using System.Text.Json.Serialization;

namespace CdcReplicator.Cluster;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(RepairOutcome))]
[JsonSerializable(typeof(RowsAnswer))]
[JsonSerializable(typeof(RowsIndex))]
[JsonSerializable(typeof(RowsOrder))]
[JsonSerializable(typeof(RowsQuestion))]
internal sealed partial class RowsJson : JsonSerializerContext;
