namespace CdcReplicator.Model;

/// <summary>
/// One column value: a kind, 64 bits, and a reference for what does not fit into them. A struct, so that the numbers
/// that fill most tables cost no allocation. Two values are equal when kind and content are; bytes and arrays compare
/// by content.
/// </summary>
internal readonly struct DataValue : IEquatable<DataValue>
{
    private readonly object? _reference;
    private readonly long _bits;

    private DataValue(DataKind kind, long bits, object? reference)
    {
        Kind = kind;
        _bits = bits;
        _reference = reference;
    }

    /// <summary>SQL NULL.</summary>
    public static DataValue Null => default;

    /// <summary>Infinity of dates and timestamps.</summary>
    public const long PositiveInfinity = long.MaxValue;

    /// <summary>-Infinity of dates and timestamps.</summary>
    public const long NegativeInfinity = long.MinValue;

    /// <summary>The unchanged out-of-line value.</summary>
    public static DataValue Unavailable => new(DataKind.Unavailable, 0, null);

    /// <summary>What this value holds.</summary>
    public DataKind Kind { get; }

    /// <summary>Whether this is SQL NULL.</summary>
    public bool IsNull => Kind == DataKind.Null;

    /// <summary>A boolean.</summary>
    public static DataValue Boolean(bool value) => new(DataKind.Boolean, value ? 1 : 0, null);

    /// <summary>An integer of any width.</summary>
    public static DataValue Integer(long value) => new(DataKind.Integer, value, null);

    /// <summary>A single.</summary>
    public static DataValue Float32(float value) => new(DataKind.Float32, BitConverter.SingleToInt32Bits(value), null);

    /// <summary>A double.</summary>
    public static DataValue Float64(double value) => new(DataKind.Float64, BitConverter.DoubleToInt64Bits(value), null);

    /// <summary>An exact decimal.</summary>
    public static DataValue Decimal(BigDecimal value) => new(DataKind.Decimal, 0, value);

    /// <summary>
    /// A value of a kind held as text: Text, Json, Xml, Enum, UntypedNumber, UntypedText, UntypedObject.
    /// </summary>
    public static DataValue Text(string value, DataKind kind = DataKind.Text) => new(kind, 0, value);

    /// <summary>Bytes.</summary>
    public static DataValue Bytes(byte[] value) => new(DataKind.Bytes, 0, value);

    /// <summary>A UUID.</summary>
    public static DataValue Uuid(Guid value) => new(DataKind.Uuid, 0, value);

    /// <summary>Days since 1970-01-01.</summary>
    public static DataValue Date(long days) => new(DataKind.Date, days, null);

    /// <summary>A value of a kind held as microseconds: Time, TimeTz, Timestamp, TimestampTz.</summary>
    public static DataValue Micros(DataKind kind, long micros) => new(kind, micros, null);

    /// <summary>An interval.</summary>
    public static DataValue Interval(PgInterval value) => new(DataKind.Interval, 0, value);

    /// <summary>A bit string.</summary>
    public static DataValue Bits(BitString value) => new(DataKind.Bits, 0, value);

    /// <summary>A one-dimensional array: Array or UntypedArray.</summary>
    public static DataValue Array(DataValue[] values, DataKind kind = DataKind.Array) => new(kind, 0, values);

    /// <summary>An hstore.</summary>
    public static DataValue Map(IReadOnlyDictionary<string, string?> value) => new(DataKind.Map, 0, value);

    /// <summary>A point.</summary>
    public static DataValue Point(PlanePoint value) => new(DataKind.Point, 0, value);

    /// <summary>The boolean.</summary>
    public bool AsBoolean() => _bits != 0;

    /// <summary>The integer, days, or microseconds.</summary>
    public long AsInt64() => _bits;

    /// <summary>The single.</summary>
    public float AsFloat32() => BitConverter.Int32BitsToSingle((int)_bits);

    /// <summary>The double.</summary>
    public double AsFloat64() => BitConverter.Int64BitsToDouble(_bits);

    /// <summary>The text of a kind held as text.</summary>
    public string AsText() => (string)_reference!;

    /// <summary>The bytes.</summary>
    public byte[] AsBytes() => (byte[])_reference!;

    /// <summary>The decimal.</summary>
    public BigDecimal AsDecimal() => (BigDecimal)_reference!;

    /// <summary>The UUID.</summary>
    public Guid AsUuid() => (Guid)_reference!;

    /// <summary>The interval.</summary>
    public PgInterval AsInterval() => (PgInterval)_reference!;

    /// <summary>The bit string.</summary>
    public BitString AsBits() => (BitString)_reference!;

    /// <summary>The elements.</summary>
    public DataValue[] AsArray() => (DataValue[])_reference!;

    /// <summary>The hstore.</summary>
    public IReadOnlyDictionary<string, string?> AsMap() => (IReadOnlyDictionary<string, string?>)_reference!;

    /// <summary>The point.</summary>
    public PlanePoint AsPoint() => (PlanePoint)_reference!;

    /// <inheritdoc/>
    public bool Equals(DataValue other) =>
        Kind == other.Kind
        && _bits == other._bits
        && (_reference, other._reference) switch
        {
            (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
            (DataValue[] a, DataValue[] b) => a.AsSpan().SequenceEqual(b),
            (IReadOnlyDictionary<string, string?> a, IReadOnlyDictionary<string, string?> b) => a.Count == b.Count
                && a.All(pair => b.TryGetValue(pair.Key, out var value) && value == pair.Value),
            var (a, b) => Equals(a, b),
        };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DataValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _reference switch
        {
            byte[] bytes => HashCode.Combine(Kind, bytes.Length, bytes.Length > 0 ? bytes[0] : 0),
            DataValue[] values => HashCode.Combine(Kind, values.Length),
            IReadOnlyDictionary<string, string?> map => HashCode.Combine(Kind, map.Count),
            var other => HashCode.Combine(Kind, _bits, other),
        };

    /// <summary>Whether two values are equal.</summary>
    public static bool operator ==(DataValue left, DataValue right) => left.Equals(right);

    /// <summary>Whether two values differ.</summary>
    public static bool operator !=(DataValue left, DataValue right) => !left.Equals(right);

    /// <summary>A form for messages and logs of tests; not a wire form.</summary>
    public override string ToString() =>
        Kind switch
        {
            DataKind.Null => "NULL",
            DataKind.Unavailable => "(unchanged)",
            DataKind.Boolean => AsBoolean() ? "true" : "false",
            DataKind.Float32 => AsFloat32().ToString(System.Globalization.CultureInfo.InvariantCulture),
            DataKind.Float64 => AsFloat64().ToString(System.Globalization.CultureInfo.InvariantCulture),
            DataKind.Bytes => "0x" + Convert.ToHexString(AsBytes()),
            DataKind.Array or DataKind.UntypedArray => "[" + string.Join(",", AsArray()) + "]",
            DataKind.Map => "{" + string.Join(",", AsMap().Select(p => $"{p.Key}=>{p.Value ?? "NULL"}")) + "}",
            _ => _reference?.ToString() ?? _bits.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
}
