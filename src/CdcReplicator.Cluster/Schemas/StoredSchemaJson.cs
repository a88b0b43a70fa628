using System.Text.Json.Serialization;

namespace CdcReplicator.Cluster;

/// <summary>JSON of <see cref="StoredSchema"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StoredSchema))]
internal sealed partial class StoredSchemaJson : JsonSerializerContext;
