namespace CdcReplicator.Debezium;

/// <summary>
/// The readers of both encodings that know one placeholder of unchanged values. A source with a placeholder of its own
/// has readers of its own.
/// </summary>
internal sealed class RecordReaders(ISchemaRegistry registry, UnavailablePlaceholder placeholder, TimeProvider time)
{
    /// <summary>Avro.</summary>
    public AvroPlans Avro { get; } = new(registry, placeholder, time);

    /// <summary>JSON.</summary>
    public JsonRecordReader Json { get; } = new(placeholder);
}
