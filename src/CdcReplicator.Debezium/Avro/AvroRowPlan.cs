using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Takes a record whose fields are columns: a row image or a key. All its images share one shape. Where all columns are
/// scalars, the bytes are checked and kept; else values are made at once.
/// </summary>
internal sealed class AvroRowPlan
{
    private readonly RowShape _shape;
    private readonly AvroColumn[] _columns;
    private readonly AvroValuePlan[] _values = [];
    private readonly AvroRowEncoding? _plain;
    private readonly AvroRowEncoding? _withUnavailable;

    /// <summary>Compiles a record schema.</summary>
    /// <exception cref="MalformedDataException">It is not a record, or names a column twice.</exception>
    public AvroRowPlan(AvroSchema schema, UnavailablePlaceholder placeholder)
    {
        if (schema.Kind != AvroKind.Record)
        {
            throw new MalformedDataException($"a row or key is an Avro {schema.Kind}, not a record");
        }

        _shape = RowShapes.Of([.. schema.Fields.Select(field => field.ColumnName)]);
        _columns = [.. schema.Fields.Select(field => AvroColumn.TryCompile(field.Schema)).OfType<AvroColumn>()];
        if (_columns.Length < schema.Fields.Length)
        {
            _values = [.. schema.Fields.Select(field => new AvroValuePlan(field.Schema, placeholder))];
            return;
        }

        FieldWire[] fields = [.. _columns.Select(column => column.Wire)];
        _plain = new AvroRowEncoding(_shape, _columns, fields, null);
        _withUnavailable = new AvroRowEncoding(_shape, _columns, fields, placeholder);
    }

    /// <summary>Takes one image.</summary>
    /// <param name="reader">Reads the last bytes of <paramref name="record"/>.</param>
    /// <param name="record">The bytes among which the image stands.</param>
    public RowImage Read(ref AvroReader reader, RecordBytes record)
    {
        if (_plain is null)
        {
            return ReadValues(ref reader);
        }

        var start = record.Length - reader.Remaining;
        var hasUnavailable = false;
        foreach (ref readonly var column in _columns.AsSpan())
        {
            hasUnavailable |= column.Check(ref reader);
        }

        var length = record.Length - reader.Remaining - start;
        return new RowImage(hasUnavailable ? _withUnavailable! : _plain, record.Slice(start, length));
    }

    private RowImage ReadValues(ref AvroReader reader)
    {
        var values = new DataValue[_values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _values[i].Read(ref reader);
        }

        return new RowImage(_shape, values);
    }
}
