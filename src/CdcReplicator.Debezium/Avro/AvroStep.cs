using System.Text;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Reads one field of an envelope into its place.</summary>
internal sealed class AvroStep
{
    private readonly AvroSchema _schema;
    private readonly EnvelopeRole _role;
    private readonly string _name;
    private readonly AvroRowPlan? _row;
    private readonly AvroGroupPlan? _group;
    private RepeatedText? _last;

    /// <summary>
    /// Compiles a field; <paramref name="rows"/> lets <c>before</c> and <c>after</c> share a plan and so a shape.
    /// </summary>
    public AvroStep(
        AvroField field,
        EnvelopeRole parent,
        Dictionary<AvroSchema, AvroRowPlan> rows,
        UnavailablePlaceholder placeholder
    )
    {
        _schema = field.Schema;
        _name = field.Name;
        _role = EnvelopeRoles.Of(parent, Encoding.UTF8.GetBytes(field.Name));
        var type = field.Schema.Required;
        switch (_role)
        {
            case EnvelopeRole.Before or EnvelopeRole.After when type.Kind == AvroKind.Record:
                if (!rows.TryGetValue(type, out _row))
                {
                    _row = rows[type] = new AvroRowPlan(type, placeholder);
                }

                break;
            case EnvelopeRole.Source
            or EnvelopeRole.Transaction
            or EnvelopeRole.Message when type.Kind == AvroKind.Record:
                _group = new AvroGroupPlan(type, _role, placeholder);
                break;
        }
    }

    /// <summary>Reads the field; the reader reads the last bytes of <paramref name="record"/>.</summary>
    public void Read(ref AvroReader reader, RecordBytes record, ref EnvelopeFields fields)
    {
        var type = AvroStructs.Branch(ref reader, _schema);
        if (_role == EnvelopeRole.None)
        {
            AvroSkip.Skip(ref reader, type);
            return;
        }

        switch (type.Kind)
        {
            case AvroKind.Null:
                return;
            case AvroKind.Record when _row is not null:
                (_role == EnvelopeRole.Before ? ref fields.Before : ref fields.After) = _row.Read(ref reader, record);
                return;
            case AvroKind.Record when _group is not null:
                _group.Read(ref reader, record, ref fields);
                return;
            case AvroKind.String when _role == EnvelopeRole.Content:
                (fields.Content, fields.IsContentText) = (reader.ReadBytes().ToArray(), true);
                return;
            case AvroKind.String when _role == EnvelopeRole.Sequence:
                fields.CommitBefore = SourceSequence.CommitOf(reader.ReadBytes());
                return;
            case AvroKind.String when _role == EnvelopeRole.BlockId:
                fields.BlockId = ReadBlockId(ref reader, record);
                return;
            case AvroKind.String when fields.Set(_role, ReadText(reader.ReadBytes())):
                return;
            case AvroKind.Int or AvroKind.Long when fields.Set(_role, reader.ReadLong()):
                return;
            case AvroKind.Bytes when _role == EnvelopeRole.Content:
                fields.Content = reader.ReadBytes().ToArray();
                return;
            default:
                throw new MalformedDataException($"field '{_name}' is an Avro {type.Kind}");
        }
    }

    private static TransactionId ReadBlockId(ref AvroReader reader, RecordBytes record)
    {
        var utf8 = reader.ReadBytes();
        StrictUtf8.Check(utf8);
        return new TransactionId(record.Memory.Slice(record.Length - reader.Remaining - utf8.Length, utf8.Length));
    }

    // Names of tables and connectors recur from record to record: one comparison instead of one allocation.
    private string ReadText(ReadOnlySpan<byte> utf8)
    {
        var last = _last;
        if (last is not null && utf8.SequenceEqual(last.Utf8))
        {
            return last.Text;
        }

        last = new RepeatedText(utf8.ToArray(), StrictUtf8.GetString(utf8));
        _last = last;
        return last.Text;
    }

    private sealed record RepeatedText(byte[] Utf8, string Text);
}
