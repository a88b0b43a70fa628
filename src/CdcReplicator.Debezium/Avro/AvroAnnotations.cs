using System.Text.Json;

namespace CdcReplicator.Debezium;

/// <summary>Reads what a type of an Avro schema says of itself, Connect's properties among it.</summary>
internal static class AvroAnnotations
{
    /// <summary>A schema of a kind, with what its JSON says beside its name and parts.</summary>
    /// <exception cref="MalformedDataException">An enum has no symbols.</exception>
    public static AvroSchema Read(AvroKind kind, JsonElement json, string fullName, AvroSchema? items = null) =>
        new(kind)
        {
            FullName = fullName,
            Items = items,
            Symbols =
                kind == AvroKind.Enum
                    ? [.. json.Required("symbols").EnumerateArrayOrThrow().Select(s => s.GetStringOrThrow())]
                    : [],
            Size = kind == AvroKind.Fixed ? json.Number("size") ?? 0 : 0,
            ConnectName = json.Text("connect.name"),
            ConnectType = json.Text("connect.type"),
            ConnectVersion = json.Number("connect.version"),
            ConnectParameters = json.TextMap("connect.parameters"),
            LogicalType = json.Text("logicalType"),
            Scale = json.Number("scale"),
            Precision = json.Number("precision"),
        };
}
