using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Takes the canonical values of a row, by the places of its columns, without a <see cref="DataValue"/> for each.
/// Implemented by structs, so that the code in front of it is compiled for each. Spans are valid during the call only.
/// </summary>
internal interface ICanonicalSink
{
    /// <summary>
    /// Whether the receiver of the values refuses invalid JSON, and refuses nothing that a column may hold. Then it
    /// need not be read here too. A batch that is refused is applied one by one, where it is read.
    /// </summary>
    bool HasJsonChecked { get; }

    /// <summary>SQL NULL.</summary>
    void Null(int column);

    /// <summary>A boolean.</summary>
    void Boolean(int column, bool value);

    /// <summary>An integer that fits its column.</summary>
    void Integer(int column, long value);

    /// <summary>A single.</summary>
    void Float32(int column, float value);

    /// <summary>A double.</summary>
    void Float64(int column, double value);

    /// <summary>Text as UTF-8, of a column of any kind held as text.</summary>
    void Text(int column, scoped ReadOnlySpan<byte> utf8);

    /// <summary>JSON as UTF-8.</summary>
    void Json(int column, scoped ReadOnlySpan<byte> utf8);

    /// <summary>Bytes.</summary>
    void Bytes(int column, scoped ReadOnlySpan<byte> value);

    /// <summary>A UUID.</summary>
    void Uuid(int column, Guid value);

    /// <summary>A finite date in days since 1970-01-01.</summary>
    void Date(int column, long days);

    /// <summary>A finite time or timestamp in microseconds.</summary>
    void Micros(int column, long micros);

    /// <summary>A decimal of the column's scale.</summary>
    void Decimal(int column, Int128 unscaled, int scale);

    /// <summary>Everything else, and values that had to be converted.</summary>
    void Value(int column, in DataValue canonical);
}
