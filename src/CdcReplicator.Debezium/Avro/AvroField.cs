namespace CdcReplicator.Debezium;

/// <summary>A field of an Avro record. Defaults are not kept: the writer's bytes are the truth.</summary>
internal sealed record AvroField(string Name, AvroSchema Schema);
