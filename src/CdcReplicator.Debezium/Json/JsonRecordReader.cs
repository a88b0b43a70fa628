using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Reads records, keys and headers in JSON, with schema or without.</summary>
internal sealed class JsonRecordReader(UnavailablePlaceholder placeholder)
{
    private readonly JsonSchemaCache _schemas = new(placeholder);
    private readonly JsonUntypedRows _untyped = new();

    /// <summary>Reads a record's fields and says what it is.</summary>
    public RecordKind ReadEnvelope(ReadOnlySpan<byte> json, bool detectUnavailable, ref EnvelopeFields fields)
    {
        var schema = Unwrap(json, out var payload);
        var cursor = new JsonCursor(payload, detectUnavailable ? placeholder : null);
        cursor.Next(JsonTokenType.StartObject);
        ReadGroup(ref cursor, EnvelopeRole.None, schema, ref fields);
        cursor.End();
        return fields.Op is not null ? RecordKind.Envelope
            : fields.Status is not null && fields.Id is not null ? RecordKind.Boundary
            : RecordKinds.Of(schema?.Name, NamesOf(payload));
    }

    /// <summary>Reads a key: its fields are columns. Null if it is JSON's null.</summary>
    public RowImage? ReadRow(ReadOnlySpan<byte> json)
    {
        var schema = Unwrap(json, out var payload);
        var cursor = new JsonCursor(payload, null);
        cursor.Next();
        if (cursor.Reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        var row = schema is null ? _untyped.Read(ref cursor) : schema.Row.Read(ref cursor);
        cursor.End();
        return row;
    }

    // {"schema":…,"payload":…}, exactly these two, in any order.
    private JsonRecordSchema? Unwrap(ReadOnlySpan<byte> json, out ReadOnlySpan<byte> payload)
    {
        payload = json;
        var cursor = new JsonCursor(json, null);
        ReadOnlySpan<byte> schemaPart = default;
        ReadOnlySpan<byte> payloadPart = default;
        cursor.Next();
        if (cursor.Reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        for (cursor.Next(); cursor.Reader.TokenType != JsonTokenType.EndObject; cursor.Next())
        {
            var isSchema = cursor.Reader.ValueTextEquals("schema"u8);
            if (!isSchema && !cursor.Reader.ValueTextEquals("payload"u8))
            {
                return null;
            }

            cursor.Next();
            if (isSchema && cursor.Reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.Null))
            {
                return null;
            }

            var part = cursor.TakeRaw();
            schemaPart = isSchema ? part : schemaPart;
            payloadPart = isSchema ? payloadPart : part;
        }

        if (schemaPart.IsEmpty || payloadPart.IsEmpty)
        {
            return null;
        }

        cursor.End();
        payload = payloadPart;
        return _schemas.Get(schemaPart);
    }

    private void ReadGroup(
        ref JsonCursor cursor,
        EnvelopeRole parent,
        JsonRecordSchema? schema,
        ref EnvelopeFields fields
    )
    {
        for (cursor.Next(); cursor.Reader.TokenType != JsonTokenType.EndObject; cursor.Next())
        {
            var name = cursor.Utf8(out _);
            var role = EnvelopeRoles.Of(parent, name);
            cursor.Next();
            switch (role)
            {
                case EnvelopeRole.None:
                    cursor.Reader.Skip();
                    break;
                case var _ when cursor.Reader.TokenType == JsonTokenType.Null:
                    break;
                case EnvelopeRole.Before:
                    fields.Before = ReadImage(ref cursor, schema, role);
                    break;
                case EnvelopeRole.After:
                    fields.After = ReadImage(ref cursor, schema, role);
                    break;
                case EnvelopeRole.Source
                or EnvelopeRole.Transaction
                or EnvelopeRole.Message when cursor.Reader.TokenType == JsonTokenType.StartObject:
                    ReadGroup(ref cursor, role, schema, ref fields);
                    break;
                case EnvelopeRole.Content:
                    cursor.Expect(JsonTokenType.String);
                    (fields.Content, fields.IsContentText) = (cursor.Utf8(out _).ToArray(), true);
                    break;
                case EnvelopeRole.Sequence:
                    cursor.Expect(JsonTokenType.String);
                    fields.CommitBefore = SourceSequence.CommitOf(cursor.Reader.ValueSpan);
                    break;
                default:
                    ReadScalar(ref cursor, role, ref fields);
                    break;
            }
        }
    }

    private static void ReadScalar(ref JsonCursor cursor, EnvelopeRole role, ref EnvelopeFields fields)
    {
        var taken = cursor.Reader.TokenType switch
        {
            JsonTokenType.String => cursor.Reader.GetString()! is var text
                && (fields.Set(role, text) || (long.TryParse(text, out var number) && fields.Set(role, number))),
            JsonTokenType.Number => fields.Set(role, cursor.Reader.GetInt64()),
            JsonTokenType.True => fields.Set(role, "true"),
            JsonTokenType.False => fields.Set(role, "false"),
            _ => false,
        };
        if (!taken && (role is EnvelopeRole.Id or EnvelopeRole.Status))
        {
            // A column of a flattened event: without these two it is no boundary, and no kind of Debezium's record.
            cursor.Reader.Skip();
        }
        else if (!taken)
        {
            throw new MalformedDataException($"the field for {role} is a JSON {cursor.Reader.TokenType}");
        }
    }

    private RowImage ReadImage(ref JsonCursor cursor, JsonRecordSchema? schema, EnvelopeRole role) =>
        schema is null
            ? _untyped.Read(ref cursor)
            : (
                schema.ImageOf(role)
                ?? throw new MalformedDataException($"the record has {role}, but its schema does not")
            ).Read(ref cursor);

    private static List<string> NamesOf(ReadOnlySpan<byte> payload)
    {
        var names = new List<string>();
        var cursor = new JsonCursor(payload, null);
        cursor.Next();
        for (cursor.Next(); cursor.Reader.TokenType != JsonTokenType.EndObject; cursor.Next())
        {
            names.Add(cursor.Reader.GetString()!);
            cursor.Next();
            cursor.Reader.Skip();
        }

        return names;
    }
}
