using System.Text.Json;

namespace CdcReplicator.Debezium;

/// <summary>Reads the <c>schema</c> part of JSON with schema.</summary>
internal static class JsonSchemaParser
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 128 };

    /// <summary>Parses a schema; null if it is JSON's null.</summary>
    public static FieldType? Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.ValueKind == JsonValueKind.Null ? null : Read(document.RootElement);
    }

    private static FieldType Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new MalformedDataException("a schema is not a JSON object");
        }

        var baseType = json.Text("type") switch
        {
            "boolean" => BaseType.Boolean,
            "int8" => BaseType.Int8,
            "int16" => BaseType.Int16,
            "int32" => BaseType.Int32,
            "int64" => BaseType.Int64,
            "float" => BaseType.Float32,
            "double" => BaseType.Float64,
            "bytes" => BaseType.Bytes,
            "string" => BaseType.String,
            "array" => BaseType.Array,
            "map" => BaseType.Map,
            "struct" => BaseType.Struct,
            var other => throw new MalformedDataException($"a schema has the type '{other}'"),
        };
        var element = baseType switch
        {
            BaseType.Array => json.TryGetProperty("items", out var items) ? Read(items) : null,
            BaseType.Map => json.TryGetProperty("values", out var values) ? Read(values) : null,
            _ => null,
        };
        return new FieldType(baseType, json.Text("name"))
        {
            Parameters = json.TextMap("parameters"),
            Element = element,
            Fields = baseType == BaseType.Struct ? ReadFields(json) : [],
        };
    }

    private static List<StructField> ReadFields(JsonElement json)
    {
        if (!json.TryGetProperty("fields", out var list))
        {
            throw new MalformedDataException("the schema of a struct has no fields");
        }

        var fields = new List<StructField>();
        foreach (var field in list.EnumerateArrayOrThrow())
        {
            var type = Read(field);
            fields.Add(
                new StructField(field.Text("field") ?? throw new MalformedDataException("a field has no name"), type)
            );
        }

        return fields;
    }
}
