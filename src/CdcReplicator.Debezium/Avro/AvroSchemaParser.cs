using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Reads Avro schemas as Confluent's converter writes them. Lenient about what does not change the bytes: defaults are
/// not looked at (a float's default may be the string <c>"NaN"</c>), unknown properties are passed over.
/// </summary>
internal sealed class AvroSchemaParser
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 4 * RecordLimits.MaxDepth };

    private readonly AvroNames _names = new();
    private int _depth;
    private int _parts;

    private AvroSchemaParser() { }

    /// <summary>Parses a schema.</summary>
    /// <exception cref="MalformedDataException">The text is not an Avro schema.</exception>
    public static AvroSchema Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            // A primitive may come as a bare name, which is not JSON by itself.
            using var document = JsonDocument.Parse(
                text.StartsWith('{') || text.StartsWith('[') || text.StartsWith('"') ? text : $"\"{text.Trim()}\"",
                Options
            );
            return new AvroSchemaParser().Read(document.RootElement, "");
        }
        // The last one for text that is not Unicode, such as half of a pair of surrogates.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new MalformedDataException("the Avro schema is not valid JSON", e);
        }
    }

    private AvroSchema Read(JsonElement json, string space)
    {
        if (++_depth > RecordLimits.MaxDepth)
        {
            throw new MalformedDataException($"the Avro schema is nested deeper than {RecordLimits.MaxDepth} levels");
        }

        if (++_parts > RecordLimits.MaxSchemaParts)
        {
            throw new MalformedDataException($"the Avro schema has more than {RecordLimits.MaxSchemaParts} parts");
        }

        var schema = json.ValueKind switch
        {
            JsonValueKind.String => OfName(json.GetString()!, space, json),
            JsonValueKind.Array => new AvroSchema(AvroKind.Union)
            {
                Branches = [.. json.EnumerateArray().Select(branch => Read(branch, space))],
            },
            JsonValueKind.Object => ReadObject(json, space),
            _ => throw new MalformedDataException($"'{json.Shorten()}' is not an Avro schema"),
        };
        _depth--;
        return schema;
    }

    private AvroSchema ReadObject(JsonElement json, string space)
    {
        if (!json.TryGetProperty("type", out var type))
        {
            throw new MalformedDataException($"the Avro schema '{json.Shorten()}' has no type");
        }

        // {"type": {...}} and {"type": [...]} wrap another schema.
        if (type.ValueKind != JsonValueKind.String)
        {
            return Read(type, space);
        }

        return type.GetString() switch
        {
            "record" or "error" => ReadRecord(json, space),
            "enum" => Named(AvroKind.Enum, json, space),
            "fixed" => Named(AvroKind.Fixed, json, space),
            "array" => AvroAnnotations.Read(AvroKind.Array, json, "", Read(json.Required("items"), space)),
            "map" => AvroAnnotations.Read(AvroKind.Map, json, "", Read(json.Required("values"), space)),
            var name => OfName(name!, space, json),
        };
    }

    private AvroSchema ReadRecord(JsonElement json, string space)
    {
        // Registered before its fields are read: they may refer to it.
        var record = Named(AvroKind.Record, json, space);
        var inner = record.FullName.LastIndexOf('.') is var dot and >= 0 ? record.FullName[..dot] : "";
        var fields = new List<AvroField>();
        foreach (var field in json.Required("fields").EnumerateArrayOrThrow())
        {
            var name = field.Text(RowRecordSchema.ColumnProperty) ?? field.Required("name").GetStringOrThrow();
            fields.Add(new AvroField(name, Read(field.Required("type"), inner)));
        }

        record.Fields = [.. fields];
        return record;
    }

    private AvroSchema Named(AvroKind kind, JsonElement json, string space)
    {
        var schema = AvroAnnotations.Read(kind, json, AvroNames.FullNameOf(json, space));
        _names.Add(schema);
        return schema;
    }

    private AvroSchema OfName(string name, string space, JsonElement json)
    {
        if (AvroPrimitives.Find(name) is { } kind)
        {
            return json.ValueKind == JsonValueKind.Object ? AvroAnnotations.Read(kind, json, "") : new AvroSchema(kind);
        }

        return _names.Find(name, space);
    }
}
