using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Decodes Debezium records in Confluent's Avro and in JSON with or without schema. Schemas are fetched once and kept
/// for ever. Safe for concurrent use.
/// </summary>
internal sealed class RecordDecoder : IRecordDecoder
{
    /// <summary>Characters of what is wrong with a record: it may quote the record.</summary>
    private const int MaxProblem = 500;

    private const string KeySchemaHeader = "__key_schema_id";
    private const string ValueSchemaHeader = "__value_schema_id";
    private const string NewKeyHeader = "__debezium.newkey";
    private const string OldKeyHeader = "__debezium.oldkey";
    private const string RunHeader = "__debezium.context.runId";

    private readonly ISchemaRegistry _registry;
    private readonly TimeProvider _time;
    private readonly SourceCatalog _sources;
    private readonly RecordReaders _readers;
    private readonly ConcurrentDictionary<string, RecordReaders> _readersByPlaceholder = new();

    /// <summary>Makes a decoder.</summary>
    /// <param name="registry">Where Avro schemas are.</param>
    /// <param name="options">What must be known of the connectors.</param>
    /// <param name="timeProvider">Times the retries for a schema that the registry does not know yet.</param>
    /// <exception cref="ReplicationException">The options are invalid; every error is named.</exception>
    public RecordDecoder(ISchemaRegistry registry, DebeziumDecoderOptions options, TimeProvider timeProvider)
        : this(registry, options, SourceCatalog.Empty, timeProvider) { }

    /// <summary>Makes a decoder that knows settings of sources.</summary>
    /// <param name="registry">Where Avro schemas are.</param>
    /// <param name="options">What must be known of the connectors.</param>
    /// <param name="sources">The settings of each source.</param>
    /// <param name="timeProvider">Times the retries for a schema that the registry does not know yet.</param>
    /// <exception cref="ReplicationException">The options are invalid; every error is named.</exception>
    public RecordDecoder(
        ISchemaRegistry registry,
        DebeziumDecoderOptions options,
        SourceCatalog sources,
        TimeProvider timeProvider
    )
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(options);
        var errors = string.Join(" ", options.Validate());
        if (
            errors.Length > 0
            || !UnavailablePlaceholder.TryRead(options.UnavailableValuePlaceholder, out var placeholder)
        )
        {
            throw new ReplicationException(
                $"The decoder's options are invalid: {errors}",
                "Correct the configuration."
            );
        }

        (_registry, _sources, _time) = (registry, sources, timeProvider);
        _readers = new RecordReaders(registry, placeholder, timeProvider);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> SourceFingerprints => _sources.Fingerprints;

    /// <inheritdoc/>
    public ValueTask<LogEvent> DecodeAsync(LogRecord record, CancellationToken cancellationToken)
    {
        try
        {
            Decode(record, out var logEvent);
            return ValueTask.FromResult(logEvent);
        }
        catch (SchemaNotLoadedException missing)
        {
            return new ValueTask<LogEvent>(LoadAndDecodeAsync(record, missing.SchemaId, cancellationToken));
        }
    }

    /// <inheritdoc/>
    public bool TryDecode(in LogRecord record, out LogEvent logEvent)
    {
        try
        {
            Decode(record, out logEvent);
            return true;
        }
        catch (SchemaNotLoadedException)
        {
            logEvent = default;
            return false;
        }
    }

    private async Task<LogEvent> LoadAndDecodeAsync(LogRecord record, int schemaId, CancellationToken cancellationToken)
    {
        // Value, key and header may each need a schema.
        while (true)
        {
            try
            {
                await _readers.Avro.LoadAsync(schemaId, cancellationToken).ConfigureAwait(false);
                foreach (var readers in _readersByPlaceholder.Values)
                {
                    await readers.Avro.LoadAsync(schemaId, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (MalformedDataException e)
            {
                throw Undecodable(record, e);
            }

            try
            {
                Decode(record, out var logEvent);
                return logEvent;
            }
            catch (SchemaNotLoadedException missing)
            {
                schemaId = missing.SchemaId;
            }
        }
    }

    private void Decode(in LogRecord record, out LogEvent logEvent)
    {
        if (record.Unreadable is { } unreadable)
        {
            throw Undecodable(record, new MalformedDataException(unreadable));
        }

        if (record.Value.IsNone)
        {
            logEvent = new LogEvent(record, TombstoneEvent.Instance);
            return;
        }

        try
        {
            CheckSize(record);
            DecodeValue(record, out logEvent);
        }
        catch (Exception e)
            when (e
                    is MalformedDataException
                        or JsonException
                        or FormatException
                        or OverflowException
                        or InvalidOperationException
                        or DecoderFallbackException
            )
        {
            throw Undecodable(record, e);
        }
    }

    private void DecodeValue(in LogRecord record, out LogEvent logEvent)
    {
        var value = EncodedPart.Of(record.Value, EncodedPart.Header(record, ValueSchemaHeader));
        var fields = default(EnvelopeFields);
        var readers = _readers;
        switch (ReadEnvelope(readers, value, detectUnavailable: true, ref fields, out var name))
        {
            case RecordKind.Boundary:
                logEvent = new LogEvent(record, EventAssembler.Boundary(fields));
                return;
            case RecordKind.NoEffect:
                logEvent = new LogEvent(record, HeartbeatEvent.Instance);
                return;
            case RecordKind.Unknown:
                throw new MalformedDataException(
                    $"'{name}' is no kind of Debezium record; if the connector's transforms flatten events "
                        + "(ExtractNewRecordState), take that out"
                );
        }

        var source = _sources.Find(fields.SourceName);
        if (EventAssembler.Operation(fields.Op) is not { } operation)
        {
            logEvent = new LogEvent(record, EventAssembler.Message(fields, source?.Binaries ?? BinaryForm.Untold));
            return;
        }

        if (source?.Placeholder is { } placeholder)
        {
            readers = ReadersOf(placeholder);
            fields = default;
            ReadEnvelope(readers, value, detectUnavailable: true, ref fields, out _);
        }

        var (role, other) = KeyChange(record, operation);
        var isOurs = fields.Connector == WellKnown.SdkConnector;
        if (
            (fields.After is { HasUnavailable: true } && !MayBeUnavailable(operation, role, fields.Connector))
            || (isOurs && fields.Before is { HasUnavailable: true })
        )
        {
            // The application itself stored what looks like a placeholder.
            fields = default;
            ReadEnvelope(readers, value, detectUnavailable: false, ref fields, out _);
        }

        RowImage? key = record.Key.IsNone
            ? null
            : ReadKey(readers, record.Key, EncodedPart.Header(record, KeySchemaHeader));
        var otherKey = other is null ? null : ReadHeaderKey(readers, other);
        var row = EventAssembler.Row(fields, operation, key, role, otherKey);
        if (!isOurs && row is { Transaction: null, Source.Snapshot: SnapshotMark.None })
        {
            row = row with { Place = RowPlaces.Of(fields, EncodedPart.Header(record, RunHeader), source) };
        }

        logEvent = new LogEvent(record, isOurs ? row : SourceRow.Of(row, source));
    }

    private RecordReaders ReadersOf(string placeholder) =>
        _readersByPlaceholder.GetOrAdd(
            placeholder,
            setting =>
                UnavailablePlaceholder.TryRead(setting, out var read)
                    ? new RecordReaders(_registry, read, _time)
                    : throw new InvalidOperationException($"The placeholder '{setting}' was not checked.")
        );

    private static RecordKind ReadEnvelope(
        RecordReaders readers,
        EncodedPart value,
        bool detectUnavailable,
        ref EnvelopeFields fields,
        out string name
    )
    {
        name = "a JSON object without 'op'";
        if (!value.IsAvro)
        {
            return readers.Json.ReadEnvelope(value.Data, detectUnavailable, ref fields);
        }

        var plan = readers.Avro.Get(value.SchemaId);
        name = plan.Name;
        if (plan.Kind is RecordKind.Envelope or RecordKind.Boundary)
        {
            plan.ReadEnvelope(value, detectUnavailable, ref fields);
        }

        return plan.Kind;
    }

    private static RowImage? ReadKey(RecordReaders readers, RecordBytes bytes, byte[]? schemaIdHeader)
    {
        var key = EncodedPart.Of(bytes, schemaIdHeader);
        return key.IsAvro ? readers.Avro.Get(key.SchemaId).ReadRow(key) : readers.Json.ReadRow(key.Data);
    }

    // Headers have an encoding of their own. A converter that knows only text gives JSON in a JSON string.
    private static RowImage? ReadHeaderKey(RecordReaders readers, byte[] bytes) =>
        bytes is [(byte)'"', ..] && JsonSerializer.Deserialize(bytes, HeaderText.Default.String) is { } text
            ? ReadKey(readers, Encoding.UTF8.GetBytes(text), null)
            : ReadKey(readers, bytes, null);

    private static (KeyChangeRole Role, byte[]? OtherKey) KeyChange(in LogRecord record, ChangeOperation operation) =>
        operation switch
        {
            ChangeOperation.Delete when EncodedPart.Header(record, NewKeyHeader) is { } key => (
                KeyChangeRole.OldRow,
                key
            ),
            ChangeOperation.Create when EncodedPart.Header(record, OldKeyHeader) is { } key => (
                KeyChangeRole.NewRow,
                key
            ),
            _ => (KeyChangeRole.None, null),
        };

    private static bool MayBeUnavailable(ChangeOperation operation, KeyChangeRole role, string? connector) =>
        connector != WellKnown.SdkConnector && (operation == ChangeOperation.Update || role == KeyChangeRole.NewRow);

    private static void CheckSize(in LogRecord record)
    {
        var largest = Math.Max(record.Key.Length, record.Value.Length);
        if (largest > RecordLimits.MaxBytes)
        {
            throw new MalformedDataException($"it has {largest} bytes, more than {RecordLimits.MaxBytes}");
        }
    }

    private static UndecodableRecordException Undecodable(in LogRecord record, Exception cause) =>
        new(
            record.Offset,
            ShortText.Of(cause.Message, MaxProblem),
            "Look at it with 'cdc-replicator log tail'.",
            cause
        );
}
