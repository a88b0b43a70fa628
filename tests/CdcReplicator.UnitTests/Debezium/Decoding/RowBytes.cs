using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Testing;

namespace CdcReplicator.UnitTests;

/// <summary>Bytes of one row image or key, with their schema.</summary>
internal sealed record RowBytes(AvroSchema Schema, byte[] Bytes)
{
    /// <summary>The images and the key of a record in Avro.</summary>
    public static List<RowBytes> Of(LogRecord record, IReadOnlyDictionary<int, AvroSchema> schemas)
    {
        var rows = new List<RowBytes>();
        if (!record.Key.IsNone)
        {
            var key = EncodedPart.Of(record.Key, EncodedPart.Header(record, "__key_schema_id"));
            rows.Add(new RowBytes(schemas[key.SchemaId], key.Data.ToArray()));
        }

        if (!record.Value.IsNone)
        {
            var value = EncodedPart.Of(record.Value, EncodedPart.Header(record, "__value_schema_id"));
            AddImages(schemas[value.SchemaId], value, rows);
        }

        return rows;
    }

    /// <summary>Its values, made one by one: what every other way must give.</summary>
    public (DataValue[] Values, int Length) ReadValues(byte[] bytes, UnavailablePlaceholder placeholder)
    {
        var reader = new AvroReader(bytes, placeholder);
        var values = new DataValue[Schema.Fields.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = new AvroValuePlan(Schema.Fields[i].Schema, placeholder).Read(ref reader);
        }

        return (values, bytes.Length - reader.Remaining);
    }

    /// <summary>Its image, as the decoder makes it.</summary>
    public static (RowImage Image, int Length) ReadImage(
        AvroRowPlan plan,
        byte[] bytes,
        UnavailablePlaceholder placeholder
    )
    {
        var reader = new AvroReader(bytes, placeholder);
        return (plan.Read(ref reader, bytes), bytes.Length - reader.Remaining);
    }

    private static void AddImages(AvroSchema envelope, EncodedPart value, List<RowBytes> rows)
    {
        var reader = new AvroReader(value.Data, null);
        foreach (var field in envelope.Fields)
        {
            var type = AvroStructs.Branch(ref reader, field.Schema);
            var start = value.Record.Length - reader.Remaining;
            AvroSkip.Skip(ref reader, type);
            if (field.Name is "before" or "after" && type.Kind == AvroKind.Record)
            {
                var length = value.Record.Length - reader.Remaining - start;
                rows.Add(new RowBytes(type, value.Record.Slice(start, length).ToArray()!));
            }
        }
    }
}
