using System.Text.Json.Serialization;

namespace CdcReplicator.Debezium;

/// <summary>Reads JSON strings in headers without reflection.</summary>
[JsonSerializable(typeof(string))]
internal sealed partial class HeaderText : JsonSerializerContext;
