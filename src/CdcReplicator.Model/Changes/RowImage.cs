using System.Runtime.CompilerServices;

namespace CdcReplicator.Model;

/// <summary>
/// Values of some or all columns of one row: as values, or as the checked bytes of the record, of which values are made
/// when somebody asks for them. Reading never fails. Immutable.
/// </summary>
internal readonly record struct RowImage
{
    // The array of the bytes where there is an encoding, else RowValues. Every row has three images and copying
    // references has its price, so they share a place.
    private readonly object? _content;
    private readonly RowEncoding? _encoding;
    private readonly int _start;
    private readonly int _length;

    /// <summary>An image of values.</summary>
    /// <param name="shape">Which columns.</param>
    /// <param name="values">Their values, one for each column of the shape.</param>
    public RowImage(RowShape shape, DataValue[] values) => _content = new RowValues(shape, values);

    /// <summary>An image of bytes that <paramref name="encoding"/> can read without failing.</summary>
    /// <param name="encoding">How they are read.</param>
    /// <param name="bytes">The bytes.</param>
    public RowImage(RowEncoding encoding, RecordBytes bytes)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        _encoding = encoding;
        (_content, _start, _length) = bytes;
    }

    /// <summary>Which columns.</summary>
    public RowShape Shape => _encoding is null ? Held.Shape : _encoding.Shape;

    /// <summary>How its bytes are read; null if it is made of values.</summary>
    public RowEncoding? Encoding => _encoding;

    /// <summary>Whether a value is the unchanged out-of-line value.</summary>
    public bool HasUnavailable
    {
        get
        {
            if (_encoding is not null)
            {
                return _encoding.HasUnavailable;
            }

            foreach (var value in Held.Values)
            {
                if (value.Kind == DataKind.Unavailable)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether this is no image at all but the default.</summary>
    internal bool IsNone => _content is null;

    private RowValues Held => Unsafe.As<RowValues>(_content!);

    private ReadOnlySpan<byte> Span => Unsafe.As<byte[]>(_content!).AsSpan(_start, _length);

    /// <summary>The same values under a shape of as many columns; of an image of values only.</summary>
    public RowImage As(RowShape shape) => new(shape, Held.Values);

    /// <summary>The same bytes, read by an encoding that reads them alike; of an image of bytes only.</summary>
    public RowImage As(RowEncoding encoding) =>
        new(encoding, new RecordBytes(Unsafe.As<byte[]>(_content!), _start, _length));

    /// <summary>
    /// The values, one for each column of the shape; not to be changed. Made anew each time where the image is bytes.
    /// </summary>
    public DataValue[] ToValues()
    {
        if (_encoding is null)
        {
            return Held.Values;
        }

        var values = new DataValue[Shape.Columns.Count];
        var sink = new ValueSink(values);
        _encoding.Read(Span, ref sink);
        return values;
    }

    /// <summary>Reads a column, if the image has it.</summary>
    public bool TryGet(string column, out DataValue value)
    {
        var index = Shape.IndexOf(column);
        value = index < 0 ? DataValue.Null : ToValues()[index];
        return index >= 0;
    }

    /// <summary>Reads a field, if it is an integer and not null.</summary>
    public bool TryGetInteger(int field, out long value)
    {
        if (_encoding is not null)
        {
            return _encoding.TryReadInteger(Span, field, out value);
        }

        ref readonly var held = ref Held.Values[field];
        value = held.Kind == DataKind.Integer ? held.AsInt64() : 0;
        return held.Kind == DataKind.Integer;
    }

    /// <summary>Hands every field to a sink, in order.</summary>
    public void WriteTo<TSink>(ref TSink sink)
        where TSink : struct, IRowSink, allows ref struct
    {
        if (_encoding is not null)
        {
            _encoding.Read(Span, ref sink);
            return;
        }

        var values = Held.Values;
        for (var i = 0; i < values.Length; i++)
        {
            values[i].WriteTo(i, ref sink);
        }
    }

    private sealed record RowValues(RowShape Shape, DataValue[] Values);
}
