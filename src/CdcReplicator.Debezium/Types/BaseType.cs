namespace CdcReplicator.Debezium;

/// <summary>Kafka Connect's base types, to which both Avro and JSON with schema come down.</summary>
internal enum BaseType : byte
{
    Boolean,
    Int8,
    Int16,
    Int32,
    Int64,
    Float32,
    Float64,
    Bytes,
    String,
    Array,
    Map,
    Struct,
}
