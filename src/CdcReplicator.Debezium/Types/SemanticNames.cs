namespace CdcReplicator.Debezium;

/// <summary>The names of Connect schemas that mean something here.</summary>
internal static class SemanticNames
{
    public const string Decimal = "org.apache.kafka.connect.data.Decimal";
    public const string VariableScaleDecimal = "io.debezium.data.VariableScaleDecimal";
    public const string Bits = "io.debezium.data.Bits";
    public const string Uuid = "io.debezium.data.Uuid";
    public const string Json = "io.debezium.data.Json";
    public const string Xml = "io.debezium.data.Xml";
    public const string Enum = "io.debezium.data.Enum";
    public const string Point = "io.debezium.data.geometry.Point";
    public const string Geometry = "io.debezium.data.geometry.Geometry";
    public const string Geography = "io.debezium.data.geometry.Geography";
    public const string Date = "io.debezium.time.Date";
    public const string Time = "io.debezium.time.Time";
    public const string MicroTime = "io.debezium.time.MicroTime";
    public const string NanoTime = "io.debezium.time.NanoTime";
    public const string Timestamp = "io.debezium.time.Timestamp";
    public const string MicroTimestamp = "io.debezium.time.MicroTimestamp";
    public const string NanoTimestamp = "io.debezium.time.NanoTimestamp";
    public const string ZonedTime = "io.debezium.time.ZonedTime";
    public const string ZonedTimestamp = "io.debezium.time.ZonedTimestamp";
    public const string IsoDate = "io.debezium.time.IsoDate";
    public const string IsoTime = "io.debezium.time.IsoTime";
    public const string IsoTimestamp = "io.debezium.time.IsoTimestamp";
    public const string MicroDuration = "io.debezium.time.MicroDuration";
    public const string NanoDuration = "io.debezium.time.NanoDuration";
    public const string Interval = "io.debezium.time.Interval";
    public const string ConnectDate = "org.apache.kafka.connect.data.Date";
    public const string ConnectTime = "org.apache.kafka.connect.data.Time";
    public const string ConnectTimestamp = "org.apache.kafka.connect.data.Timestamp";

    /// <summary>Parameter of a Decimal: its scale.</summary>
    public const string ScaleParameter = "scale";

    /// <summary>
    /// Parameter of any column: the name it has in the source, where the field's name had to be adjusted.
    /// </summary>
    public const string SourceColumnParameter = "__debezium.source.column.name";

    /// <summary>
    /// The semantics of a name; names without any (text forms, other connectors' types) are
    /// <see cref="SemanticType.None"/>.
    /// </summary>
    public static SemanticType Of(string? name) =>
        name switch
        {
            Decimal => SemanticType.Decimal,
            VariableScaleDecimal => SemanticType.VariableScaleDecimal,
            Bits => SemanticType.Bits,
            Uuid => SemanticType.Uuid,
            Json => SemanticType.Json,
            Xml => SemanticType.Xml,
            Enum => SemanticType.Enum,
            Point => SemanticType.Point,
            Geometry or Geography => SemanticType.Geometry,
            Date or ConnectDate => SemanticType.Date,
            Time or ConnectTime => SemanticType.TimeMillis,
            MicroTime => SemanticType.TimeMicros,
            NanoTime => SemanticType.TimeNanos,
            Timestamp or ConnectTimestamp => SemanticType.TimestampMillis,
            MicroTimestamp => SemanticType.TimestampMicros,
            NanoTimestamp => SemanticType.TimestampNanos,
            ZonedTime => SemanticType.ZonedTime,
            ZonedTimestamp => SemanticType.ZonedTimestamp,
            IsoDate => SemanticType.IsoDate,
            IsoTime => SemanticType.IsoTime,
            IsoTimestamp => SemanticType.IsoTimestamp,
            MicroDuration => SemanticType.DurationMicros,
            NanoDuration => SemanticType.DurationNanos,
            Interval => SemanticType.Interval,
            _ => SemanticType.None,
        };
}
