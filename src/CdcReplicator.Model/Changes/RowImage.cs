namespace CdcReplicator.Model;

/// <summary>
/// Values of some or all columns of one row: as values, or as the checked bytes of the record, of which values are made when somebody asks
/// for them. Reading never fails. Safe for concurrent use.
/// </summary>
public sealed class RowImage
{
    private readonly byte[] _record = [];
    private readonly int _start;
    private readonly int _length;
    private DataValue[]? _values;

    /// <summary>An image of values.</summary>
    /// <param name="shape">Which columns.</param>
    /// <param name="values">Their values, one for each column of the shape.</param>
    public RowImage(RowShape shape, DataValue[] values)
    {
        Shape = shape;
        _values = values;
    }

    /// <summary>An image of bytes that <paramref name="encoding"/> can read without failing; they must never change.</summary>
    /// <param name="encoding">How they are read.</param>
    /// <param name="record">The bytes among which they stand; kept.</param>
    /// <param name="start">Where they begin.</param>
    /// <param name="length">How many there are.</param>
    public RowImage(RowEncoding encoding, byte[] record, int start, int length)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        Shape = encoding.Shape;
        Encoding = encoding;
        _record = record;
        _start = start;
        _length = length;
    }

    /// <summary>Which columns.</summary>
    public RowShape Shape { get; }

    /// <summary>How its bytes are read; null if it is made of values.</summary>
    public RowEncoding? Encoding { get; }

    /// <summary>The values, one for each column of the shape.</summary>
    // Two threads may both make them; either result serves.
    public DataValue[] Values => _values ??= Materialize(Encoding!);

    /// <summary>Whether a value is the unchanged out-of-line value.</summary>
    public bool HasUnavailable
    {
        get
        {
            if (Encoding is not null)
            {
                return Encoding.HasUnavailable;
            }

            foreach (var value in _values!)
            {
                if (value.Kind == DataKind.Unavailable)
                {
                    return true;
                }
            }

            return false;
        }
    }

    private ReadOnlySpan<byte> Bytes => _record.AsSpan(_start, _length);

    /// <summary>Builds an image with a shape of its own; for tests and small uses.</summary>
    public static RowImage Of(params (string Column, DataValue Value)[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new RowImage(new RowShape([.. values.Select(v => v.Column)]), [.. values.Select(v => v.Value)]);
    }

    /// <summary>Reads a column, if the image has it.</summary>
    public bool TryGet(string column, out DataValue value)
    {
        var index = Shape.IndexOf(column);
        value = index < 0 ? DataValue.Null : Values[index];
        return index >= 0;
    }

    /// <summary>Reads a field, if it is an integer and not null.</summary>
    public bool TryGetInteger(int field, out long value)
    {
        if (Encoding is not null)
        {
            return Encoding.TryReadInteger(Bytes, field, out value);
        }

        value = _values![field].Kind == DataKind.Integer ? _values[field].AsInt64() : 0;
        return _values[field].Kind == DataKind.Integer;
    }

    /// <summary>Hands every field to a sink, in order.</summary>
    public void WriteTo<TSink>(ref TSink sink)
        where TSink : struct, IRowSink, allows ref struct
    {
        if (Encoding is not null)
        {
            Encoding.Read(Bytes, ref sink);
            return;
        }

        for (var i = 0; i < _values!.Length; i++)
        {
            _values[i].WriteTo(i, ref sink);
        }
    }

    /// <summary>Hands the fields marked in <paramref name="wanted"/>, which may be shorter than the row, to a sink, in order.</summary>
    public void WriteTo<TSink>(ReadOnlySpan<bool> wanted, ref TSink sink)
        where TSink : struct, IRowSink, allows ref struct
    {
        if (Encoding is not null)
        {
            Encoding.Read(Bytes, wanted, ref sink);
            return;
        }

        for (var i = 0; i < wanted.Length; i++)
        {
            if (wanted[i])
            {
                _values![i].WriteTo(i, ref sink);
            }
        }
    }

    private DataValue[] Materialize(RowEncoding encoding)
    {
        var values = new DataValue[Shape.Columns.Count];
        var sink = new ValueSink(values);
        encoding.Read(Bytes, ref sink);
        return values;
    }
}
