using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// How records of one writer schema are read. What they are is decided once; the row images are read as columns, the
/// fields that decide something by name, everything else is passed over.
/// </summary>
internal sealed class AvroRecordPlan
{
    private readonly AvroSchema _schema;
    private readonly UnavailablePlaceholder _placeholder;
    private readonly AvroGroupPlan? _envelope;
    private AvroRowPlan? _row;

    /// <summary>Compiles a writer schema.</summary>
    public AvroRecordPlan(AvroSchema schema, UnavailablePlaceholder placeholder)
    {
        _schema = schema;
        _placeholder = placeholder;
        if (schema.Kind != AvroKind.Record)
        {
            return;
        }

        Kind = RecordKinds.Of(schema.ConnectName ?? schema.FullName, [.. schema.Fields.Select(f => f.Name)]);
        if (Kind is RecordKind.Envelope or RecordKind.Boundary)
        {
            _envelope = new AvroGroupPlan(schema, EnvelopeRole.None, placeholder);
        }
    }

    /// <summary>What its records are.</summary>
    public RecordKind Kind { get; }

    /// <summary>The schema's name, for messages.</summary>
    public string Name => _schema.FullName.Length > 0 ? _schema.FullName : _schema.Kind.ToString();

    /// <summary>Reads a record as an envelope or a transaction boundary.</summary>
    public void ReadEnvelope(EncodedPart part, bool detectUnavailable, ref EnvelopeFields fields)
    {
        var reader = new AvroReader(part.Data, detectUnavailable ? _placeholder : null);
        _envelope!.Read(ref reader, part.Record, ref fields);
        reader.End();
    }

    /// <summary>Reads a record as a key: its fields are columns.</summary>
    public RowImage ReadRow(EncodedPart part)
    {
        _row ??= new AvroRowPlan(_schema, _placeholder);
        var reader = new AvroReader(part.Data, null);
        var row = _row.Read(ref reader, part.Record);
        reader.End();
        return row;
    }
}
