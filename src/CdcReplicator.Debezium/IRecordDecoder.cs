using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Turns log records into events. Encodings are told apart by the first byte, record by record.</summary>
public interface IRecordDecoder
{
    /// <summary>Decodes a record; completes synchronously unless a schema must be fetched.</summary>
    /// <exception cref="UndecodableRecordException">The bytes are not a record this system can read.</exception>
    /// <exception cref="SchemaRegistryUnavailableException">The schema could not be asked for; says nothing about the record.</exception>
    ValueTask<LogEvent> DecodeAsync(LogRecord record, CancellationToken cancellationToken);

    /// <summary>Decodes a record that <see cref="DecodeAsync"/> has decoded before in this process (a spooled row read back).</summary>
    /// <exception cref="InvalidOperationException">Its schema is not in memory.</exception>
    LogEvent DecodeAgain(LogRecord record);
}
