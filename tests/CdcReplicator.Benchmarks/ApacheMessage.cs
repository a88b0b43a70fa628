using Avro.Generic;

namespace CdcReplicator.Benchmarks;

/// <summary>A message as Apache.Avro has it.</summary>
/// <param name="SchemaId">The schema's id in the registry.</param>
/// <param name="Record">The record.</param>
internal readonly record struct ApacheMessage(int SchemaId, GenericRecord Record);
