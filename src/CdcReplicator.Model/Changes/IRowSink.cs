namespace CdcReplicator.Model;

/// <summary>
/// Takes the fields of a row image one by one, in the order of its shape, without a <see cref="DataValue"/> for each.
/// Implemented by structs, so that the reading code is compiled for each. Spans are the record's own bytes: valid
/// during the call only.
/// </summary>
internal interface IRowSink
{
    /// <summary>SQL NULL.</summary>
    void Null(int field);

    /// <summary>The unchanged out-of-line value.</summary>
    void Unavailable(int field);

    /// <summary>A boolean.</summary>
    void Boolean(int field, bool value);

    /// <summary>An integer of any width.</summary>
    void Integer(int field, long value);

    /// <summary>A single; NaN has one bit pattern.</summary>
    void Float32(int field, float value);

    /// <summary>A double; NaN has one bit pattern.</summary>
    void Float64(int field, double value);

    /// <summary>Valid UTF-8 of a kind held as text: Text, Json, Xml or Enum.</summary>
    void Text(int field, scoped ReadOnlySpan<byte> utf8, DataKind kind);

    /// <summary>Bytes.</summary>
    void Bytes(int field, scoped ReadOnlySpan<byte> value);

    /// <summary>
    /// A value of a kind held as microseconds: Time, TimeTz, Timestamp, TimestampTz. Infinities as in
    /// <see cref="DataValue"/>.
    /// </summary>
    void Micros(int field, DataKind kind, long micros);

    /// <summary>Days since 1970-01-01; infinities as in <see cref="DataValue"/>.</summary>
    void Date(int field, long days);

    /// <summary>
    /// An exact decimal: two's complement digits, most significant byte first (none is 0), and how many of the digits
    /// stand after the point.
    /// </summary>
    void Decimal(int field, scoped ReadOnlySpan<byte> unscaled, int scale);

    /// <summary>A UUID.</summary>
    void Uuid(int field, Guid value);

    /// <summary>Everything that has no call of its own, and text and decimals that exist as objects already.</summary>
    void Value(int field, in DataValue value);
}
