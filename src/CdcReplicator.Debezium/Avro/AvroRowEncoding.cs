using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Reads checked images of one Avro record schema whose fields are scalars.</summary>
internal sealed class AvroRowEncoding(
    RowShape shape,
    AvroColumn[] columns,
    FieldWire[] fields,
    UnavailablePlaceholder? placeholder
) : RowEncoding(shape, fields)
{
    /// <inheritdoc/>
    public override bool HasUnavailable => placeholder is not null;

    /// <inheritdoc/>
    public override void Read<TSink>(ReadOnlySpan<byte> row, ref TSink sink)
    {
        var reader = new AvroReader(row, placeholder);
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i].Read(i, ref reader, ref sink);
        }
    }

    /// <inheritdoc/>
    public override bool TryReadInteger(ReadOnlySpan<byte> row, int field, out long value)
    {
        var reader = new AvroReader(row, null);
        for (var i = 0; i < field; i++)
        {
            columns[i].Skip(ref reader);
        }

        return columns[field].TryReadInteger(ref reader, out value);
    }
}
