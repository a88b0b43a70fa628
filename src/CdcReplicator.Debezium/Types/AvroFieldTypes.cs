using System.Globalization;

namespace CdcReplicator.Debezium;

/// <summary>Avro schemas as Connect types.</summary>
internal static class AvroFieldTypes
{
    /// <summary>
    /// The type of a schema other than a record (records are read by plans of their own) and other than a union.
    /// </summary>
    public static FieldType Of(AvroSchema schema)
    {
        var baseType = schema.Kind switch
        {
            AvroKind.Boolean => BaseType.Boolean,
            AvroKind.Int => schema.ConnectType switch
            {
                "int8" => BaseType.Int8,
                "int16" => BaseType.Int16,
                _ => BaseType.Int32,
            },
            AvroKind.Long => BaseType.Int64,
            AvroKind.Float => BaseType.Float32,
            AvroKind.Double => BaseType.Float64,
            AvroKind.Bytes or AvroKind.Fixed => BaseType.Bytes,
            AvroKind.String or AvroKind.Enum => BaseType.String,
            AvroKind.Array => BaseType.Array,
            AvroKind.Map => BaseType.Map,
            AvroKind.Record => BaseType.Struct,
            _ => throw new MalformedDataException($"an Avro {schema.Kind} cannot be a value by itself"),
        };
        return new FieldType(baseType, schema.ConnectName ?? OfLogicalType(schema) ?? OfRecordName(schema))
        {
            Parameters = WithScale(schema),
            Element = schema.Items is { } items && items.Required.Kind != AvroKind.Union ? Of(items.Required) : null,
        };
    }

    // Without Connect's properties (connect.meta.data=false) a record is known by its own name.
    private static string? OfRecordName(AvroSchema schema) => schema.Kind == AvroKind.Record ? schema.FullName : null;

    // Avro's own logical types stand for Connect's where connect.name is missing.
    private static string? OfLogicalType(AvroSchema schema) =>
        (schema.Kind, schema.LogicalType) switch
        {
            (AvroKind.Bytes or AvroKind.Fixed, "decimal") => SemanticNames.Decimal,
            (AvroKind.Int, "date") => SemanticNames.Date,
            (AvroKind.Int, "time-millis") => SemanticNames.Time,
            (AvroKind.Long, "time-micros") => SemanticNames.MicroTime,
            (AvroKind.Long, "timestamp-millis") => SemanticNames.Timestamp,
            (AvroKind.Long, "timestamp-micros") => SemanticNames.MicroTimestamp,
            (AvroKind.String, "uuid") => SemanticNames.Uuid,
            _ => null,
        };

    private static IReadOnlyDictionary<string, string> WithScale(AvroSchema schema) =>
        schema.Scale is { } scale && !schema.ConnectParameters.ContainsKey(SemanticNames.ScaleParameter)
            ? new Dictionary<string, string>(schema.ConnectParameters)
            {
                [SemanticNames.ScaleParameter] = scale.ToString(CultureInfo.InvariantCulture),
            }
            : schema.ConnectParameters;
}
