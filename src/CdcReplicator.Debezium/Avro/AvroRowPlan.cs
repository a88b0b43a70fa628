using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Reads a record whose fields are columns: a row image or a key. All its images share one shape.</summary>
internal sealed class AvroRowPlan
{
    private readonly AvroValuePlan[] _columns;
    private readonly RowShape _shape;

    /// <summary>Compiles a record schema.</summary>
    /// <exception cref="MalformedDataException">It is not a record, or names a column twice.</exception>
    public AvroRowPlan(AvroSchema schema, UnavailablePlaceholder placeholder)
    {
        if (schema.Kind != AvroKind.Record)
        {
            throw new MalformedDataException($"a row or key is an Avro {schema.Kind}, not a record");
        }

        var names = new List<string>(schema.Fields.Count);
        _columns = new AvroValuePlan[schema.Fields.Count];
        for (var i = 0; i < _columns.Length; i++)
        {
            var field = schema.Fields[i];
            names.Add(field.ColumnName);
            _columns[i] = new AvroValuePlan(field.Schema, placeholder);
        }

        _shape = RowShapes.Of(names);
    }

    /// <summary>Reads one image.</summary>
    public RowImage Read(ref AvroReader reader)
    {
        var values = new DataValue[_columns.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _columns[i].Read(ref reader);
        }

        return new RowImage(_shape, values);
    }
}
