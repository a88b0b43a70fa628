namespace CdcReplicator.Model;

/// <summary>What a <see cref="DataValue"/> holds.</summary>
internal enum DataKind : byte
{
    /// <summary>SQL NULL.</summary>
    Null,

    /// <summary>Unchanged out-of-line (TOAST) value: the column is left as it is, never written.</summary>
    Unavailable,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>16-, 32- or 64-bit integer, held as 64 bits.</summary>
    Integer,

    /// <summary>IEEE single, NaN and infinities included.</summary>
    Float32,

    /// <summary>IEEE double, NaN and infinities included.</summary>
    Float64,

    /// <summary>Exact decimal (<see cref="BigDecimal"/>).</summary>
    Decimal,

    /// <summary>Text, and every type carried as its text form (inet, ranges, ...).</summary>
    Text,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary><see cref="Guid"/>.</summary>
    Uuid,

    /// <summary>JSON text as it was sent.</summary>
    Json,

    /// <summary>XML text.</summary>
    Xml,

    /// <summary>Label of an enumeration.</summary>
    Enum,

    /// <summary>
    /// Days since 1970-01-01, proleptic Gregorian; the extremes of <see cref="long"/> are the infinities.
    /// </summary>
    Date,

    /// <summary>Microseconds since midnight, 0 to 86,400,000,000 inclusive.</summary>
    Time,

    /// <summary>Microseconds since midnight in UTC.</summary>
    TimeTz,

    /// <summary>
    /// Wall-clock microseconds since 1970-01-01 00:00; the extremes of <see cref="long"/> are the infinities.
    /// </summary>
    Timestamp,

    /// <summary>
    /// Microseconds since 1970-01-01 00:00 UTC; the extremes of <see cref="long"/> are the infinities.
    /// </summary>
    TimestampTz,

    /// <summary><see cref="PgInterval"/>.</summary>
    Interval,

    /// <summary><see cref="BitString"/>.</summary>
    Bits,

    /// <summary>One-dimensional array of values.</summary>
    Array,

    /// <summary>hstore: text keys to text or null.</summary>
    Map,

    /// <summary>Point in the plane (<see cref="PlanePoint"/>).</summary>
    Point,

    /// <summary>A JSON number whose type only the target column knows; held as its text.</summary>
    UntypedNumber,

    /// <summary>A JSON string whose type only the target column knows.</summary>
    UntypedText,

    /// <summary>A JSON object whose type only the target column knows; held as its text.</summary>
    UntypedObject,

    /// <summary>A JSON array whose element type only the target column knows.</summary>
    UntypedArray,
}
