namespace CdcReplicator.Debezium;

/// <summary>How the values of a column stand in our Avro records. Each form carries its values without loss.</summary>
internal enum AvroForm : byte
{
    Boolean,
    Int16,
    Int32,
    Int64,
    Float32,
    Float64,
    String,
    Bytes,
    Uuid,
    Json,
    Xml,
    Enum,

    /// <summary><c>org.apache.kafka.connect.data.Decimal</c> of the column's scale.</summary>
    Decimal,

    /// <summary><c>io.debezium.data.VariableScaleDecimal</c>.</summary>
    VariableDecimal,

    /// <summary>
    /// Plain string, as Debezium's <c>decimal.handling.mode=string</c>: the only one of its forms that carries NaN and
    /// infinities.
    /// </summary>
    DecimalText,
    Date,
    TimeMillis,
    TimeMicros,
    ZonedTime,
    TimestampMillis,
    TimestampMicros,
    ZonedTimestamp,
    Interval,

    /// <summary><c>io.debezium.data.Bits</c>: the value's length is the column's.</summary>
    Bits,

    /// <summary>Plain string of 0 and 1, because Debezium's form loses the length of a <c>varbit</c> value.</summary>
    BitText,
    Array,
    Map,
    Point,
}
