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

    private readonly Dictionary<string, AvroSchema> _named = new(StringComparer.Ordinal);
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
            JsonValueKind.Array => new AvroSchema(AvroKind.Union) { Branches = [.. ReadBranches(json, space)] },
            JsonValueKind.Object => ReadObject(json, space),
            _ => throw new MalformedDataException($"'{Shorten(json)}' is not an Avro schema"),
        };
        _depth--;
        return schema;
    }

    private List<AvroSchema> ReadBranches(JsonElement json, string space)
    {
        var branches = new List<AvroSchema>(json.GetArrayLength());
        foreach (var branch in json.EnumerateArray())
        {
            branches.Add(Read(branch, space));
        }

        return branches;
    }

    private AvroSchema ReadObject(JsonElement json, string space)
    {
        if (!json.TryGetProperty("type", out var type))
        {
            throw new MalformedDataException($"the Avro schema '{Shorten(json)}' has no type");
        }

        // {"type": {...}} and {"type": [...]} wrap another schema.
        if (type.ValueKind != JsonValueKind.String)
        {
            return Read(type, space);
        }

        return type.GetString() switch
        {
            "record" or "error" => ReadRecord(json, space),
            "enum" => Named(json, space, name => Annotated(AvroKind.Enum, json, name)),
            "fixed" => Named(json, space, name => Annotated(AvroKind.Fixed, json, name)),
            "array" => Annotated(AvroKind.Array, json, "", Read(Required(json, "items"), space)),
            "map" => Annotated(AvroKind.Map, json, "", Read(Required(json, "values"), space)),
            var name => OfName(name!, space, json),
        };
    }

    private AvroSchema ReadRecord(JsonElement json, string space)
    {
        // Registered before its fields are read: they may refer to it.
        var record = Named(json, space, name => Annotated(AvroKind.Record, json, name));
        var inner = record.FullName.LastIndexOf('.') is var dot and >= 0 ? record.FullName[..dot] : "";
        var fields = new List<AvroField>();
        foreach (var field in Required(json, "fields").EnumerateArrayOrThrow())
        {
            var name = field.Text(RowRecordSchema.ColumnProperty) ?? Required(field, "name").GetStringOrThrow();
            fields.Add(new AvroField(name, Read(Required(field, "type"), inner)));
        }

        record.Fields = [.. fields];
        return record;
    }

    private AvroSchema Named(JsonElement json, string space, Func<string, AvroSchema> make)
    {
        var name = Required(json, "name").GetStringOrThrow();
        if (!name.Contains('.', StringComparison.Ordinal))
        {
            var own = json.Text("namespace") ?? space;
            name = own.Length == 0 ? name : $"{own}.{name}";
        }

        var schema = make(name);
        return _named.TryAdd(name, schema)
            ? schema
            : throw new MalformedDataException($"the Avro schema defines '{name}' twice");
    }

    private AvroSchema OfName(string name, string space, JsonElement json)
    {
        AvroKind? primitive = name switch
        {
            "null" => AvroKind.Null,
            "boolean" => AvroKind.Boolean,
            "int" => AvroKind.Int,
            "long" => AvroKind.Long,
            "float" => AvroKind.Float,
            "double" => AvroKind.Double,
            "bytes" => AvroKind.Bytes,
            "string" => AvroKind.String,
            _ => null,
        };
        if (primitive is { } kind)
        {
            return json.ValueKind == JsonValueKind.Object ? Annotated(kind, json, "") : new AvroSchema(kind);
        }

        return _named.TryGetValue(space.Length == 0 ? name : $"{space}.{name}", out var near) ? near
            : _named.TryGetValue(name, out var far) ? far
            : throw new MalformedDataException($"the Avro schema refers to '{name}', which it does not define");
    }

    private static AvroSchema Annotated(AvroKind kind, JsonElement json, string fullName, AvroSchema? items = null) =>
        new(kind)
        {
            FullName = fullName,
            Items = items,
            Symbols =
                kind == AvroKind.Enum
                    ? [.. Required(json, "symbols").EnumerateArrayOrThrow().Select(s => s.GetStringOrThrow())]
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

    private static JsonElement Required(JsonElement json, string property) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(property, out var value)
            ? value
            : throw new MalformedDataException($"the Avro schema '{Shorten(json)}' has no {property}");

    private static string Shorten(JsonElement json) =>
        json.GetRawText() is var text && text.Length > 80 ? text[..80] + "…" : text;
}
