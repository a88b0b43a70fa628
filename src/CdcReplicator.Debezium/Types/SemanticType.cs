namespace CdcReplicator.Debezium;

/// <summary>What a Connect schema's name says about values of its base type.</summary>
internal enum SemanticType : byte
{
    /// <summary>Nothing: the base type is all.</summary>
    None,
    Decimal,
    VariableScaleDecimal,
    Bits,
    Uuid,
    Json,
    Xml,
    Enum,
    Point,
    Geometry,
    Date,
    TimeMillis,
    TimeMicros,
    TimeNanos,
    TimestampMillis,
    TimestampMicros,
    TimestampNanos,
    ZonedTime,
    ZonedTimestamp,
    IsoDate,
    IsoTime,
    IsoTimestamp,
    DurationMicros,
    DurationNanos,
    Interval,
}
