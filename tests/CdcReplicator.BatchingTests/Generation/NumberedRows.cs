using System.Buffers.Binary;
using System.Text;
using CdcReplicator.Model;

namespace CdcReplicator.BatchingTests;

/// <summary>
/// Images as a decoder makes them: bytes whose values are made when somebody asks for them. The bytes are only the
/// image's number, but everything that is said of the fields is true, and their values come by the calls by which a
/// decoder's come.
/// </summary>
internal sealed class NumberedRows(RowShape shape, DataKind[] kinds, bool hasUnavailable)
    : RowEncoding(shape, Array.ConvertAll(kinds, WireOf))
{
    private readonly List<DataValue[]> _rows = [];

    public override bool HasUnavailable => hasUnavailable;

    /// <summary>
    /// What images must have alike to be of one encoding: their columns, and the kinds of their values.
    /// </summary>
    public static string NameOf(RowImage image) =>
        string.Join('|', image.Shape.Columns.Zip(image.ToValues(), (column, value) => $"{column}:{value.Kind}"));

    public RowImage Add(DataValue[] values)
    {
        var number = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(number, _rows.Count);
        _rows.Add(values);
        return new RowImage(this, number);
    }

    public override void Read<TSink>(ReadOnlySpan<byte> row, ref TSink sink)
    {
        var values = ValuesOf(row);
        for (var i = 0; i < values.Length; i++)
        {
            Write(values[i], i, ref sink);
        }
    }

    public override bool TryReadInteger(ReadOnlySpan<byte> row, int field, out long value)
    {
        var read = ValuesOf(row)[field];
        value = read.Kind == DataKind.Integer ? read.AsInt64() : 0;
        return read.Kind == DataKind.Integer;
    }

    private DataValue[] ValuesOf(ReadOnlySpan<byte> row) => _rows[BinaryPrimitives.ReadInt32LittleEndian(row)];

    // Untyped values come as text whose type promised nothing.
    private static FieldWire WireOf(DataKind kind) =>
        new(
            kind is DataKind.Null or DataKind.Unavailable ? DataKind.Text : kind,
            IsCertain: true,
            MayBeNull: true,
            IntegerBits: kind == DataKind.Integer ? 64 : 0
        );

    private static void Write<TSink>(in DataValue value, int field, ref TSink sink)
        where TSink : struct, IRowSink, allows ref struct
    {
        switch (value.Kind)
        {
            case DataKind.Text or DataKind.Json or DataKind.Enum or DataKind.Xml:
                sink.Text(field, Encoding.UTF8.GetBytes(value.AsText()), value.Kind);
                break;
            case DataKind.Decimal when value.AsDecimal().Special == DecimalSpecial.None:
                var number = value.AsDecimal();
                sink.Decimal(field, number.Unscaled.ToByteArray(isUnsigned: false, isBigEndian: true), number.Scale);
                break;
            default:
                value.WriteTo(field, ref sink);
                break;
        }
    }
}
