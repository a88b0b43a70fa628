using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Turns log records into events. Encodings are told apart by the first byte, record by record.</summary>
internal interface IRecordDecoder
{
    /// <summary>
    /// What it is told of sources, by <see cref="SourceCatalog.Fingerprints"/>; null if that is not known.
    /// </summary>
    IReadOnlyDictionary<string, string>? SourceFingerprints => null;

    /// <summary>Decodes a record; completes synchronously unless a schema must be fetched.</summary>
    /// <exception cref="UndecodableRecordException">The bytes are not a record this system can read.</exception>
    /// <exception cref="SchemaRegistryUnavailableException">
    /// The schema could not be asked for; says nothing about the record.
    /// </exception>
    ValueTask<LogEvent> DecodeAsync(LogRecord record, CancellationToken cancellationToken);

    /// <summary>
    /// Decodes a record without waiting, straight to where the event is kept: it is large, and hundreds of thousands
    /// come in a second. False, and nothing is decoded, if a schema must be fetched first, which
    /// <see cref="DecodeAsync"/> does; never for a record that was decoded before in this process.
    /// </summary>
    /// <exception cref="UndecodableRecordException">The bytes are not a record this system can read.</exception>
    bool TryDecode(in LogRecord record, out LogEvent logEvent);
}
