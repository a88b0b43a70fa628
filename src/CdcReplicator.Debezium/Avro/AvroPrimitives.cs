namespace CdcReplicator.Debezium;

/// <summary>The names of Avro's primitive types.</summary>
internal static class AvroPrimitives
{
    /// <summary>The kind of a primitive type; null if the name is another type's.</summary>
    public static AvroKind? Find(string name) =>
        name switch
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
}
