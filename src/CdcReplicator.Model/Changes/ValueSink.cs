using System.Numerics;
using System.Text;

namespace CdcReplicator.Model;

/// <summary>Makes a <see cref="DataValue"/> of every field.</summary>
internal readonly ref struct ValueSink : IRowSink
{
    // What stands in a record was checked; what does not must not turn into other text unnoticed.
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly Span<DataValue> _values;

    /// <summary>A sink for rows.</summary>
    /// <param name="values">Where the values go, by field.</param>
    public ValueSink(Span<DataValue> values) => _values = values;

    /// <summary>A sink for field 0 alone.</summary>
    /// <param name="value">Where its value goes.</param>
    public ValueSink(ref DataValue value) => _values = new Span<DataValue>(ref value);

    /// <inheritdoc/>
    public void Null(int field) => _values[field] = DataValue.Null;

    /// <inheritdoc/>
    public void Unavailable(int field) => _values[field] = DataValue.Unavailable;

    /// <inheritdoc/>
    public void Boolean(int field, bool value) => _values[field] = DataValue.Boolean(value);

    /// <inheritdoc/>
    public void Integer(int field, long value) => _values[field] = DataValue.Integer(value);

    /// <inheritdoc/>
    public void Float32(int field, float value) => _values[field] = DataValue.Float32(value);

    /// <inheritdoc/>
    public void Float64(int field, double value) => _values[field] = DataValue.Float64(value);

    /// <inheritdoc/>
    public void Text(int field, scoped ReadOnlySpan<byte> utf8, DataKind kind) =>
        _values[field] = DataValue.Text(Strict.GetString(utf8), kind);

    /// <inheritdoc/>
    public void Bytes(int field, scoped ReadOnlySpan<byte> value) => _values[field] = DataValue.Bytes(value.ToArray());

    /// <inheritdoc/>
    public void Micros(int field, DataKind kind, long micros) => _values[field] = DataValue.Micros(kind, micros);

    /// <inheritdoc/>
    public void Date(int field, long days) => _values[field] = DataValue.Date(days);

    /// <inheritdoc/>
    public void Decimal(int field, scoped ReadOnlySpan<byte> unscaled, int scale) =>
        _values[field] = DataValue.Decimal(
            new BigDecimal(new BigInteger(unscaled, isUnsigned: false, isBigEndian: true), scale)
        );

    /// <inheritdoc/>
    public void Uuid(int field, Guid value) => _values[field] = DataValue.Uuid(value);

    /// <inheritdoc/>
    public void Value(int field, in DataValue value) => _values[field] = value;
}
