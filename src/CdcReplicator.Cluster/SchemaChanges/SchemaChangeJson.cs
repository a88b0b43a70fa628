using System.Text.Json.Serialization;
using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SchemaChange))]
[JsonSerializable(typeof(TriedSchemaChange))]
internal sealed partial class SchemaChangeJson : JsonSerializerContext;
