using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>What an Avro schema alone says about the values of a column.</summary>
internal static class AvroFieldWires
{
    /// <summary>What is known of scalars of an Avro kind.</summary>
    public static FieldWire Of(AvroKind kind, ScalarType scalar, bool mayBeNull) =>
        kind switch
        {
            AvroKind.Boolean => new FieldWire(DataKind.Boolean, true, mayBeNull),
            AvroKind.Int => OfInteger(scalar.Semantic, mayBeNull, 32),
            AvroKind.Long => OfInteger(scalar.Semantic, mayBeNull, 64),
            AvroKind.Float => new FieldWire(DataKind.Float32, true, mayBeNull),
            AvroKind.Double => new FieldWire(DataKind.Float64, true, mayBeNull),
            AvroKind.String or AvroKind.Enum => OfText(scalar, mayBeNull),
            AvroKind.Record => new FieldWire(DataKind.Decimal, true, mayBeNull),
            _ when scalar.Semantic == SemanticType.Decimal => new FieldWire(
                DataKind.Decimal,
                true,
                mayBeNull,
                Scale: scalar.Scale
            ),
            _ => new FieldWire(DataKind.Bytes, true, mayBeNull),
        };

    private static FieldWire OfInteger(SemanticType semantic, bool mayBeNull, int bits) =>
        semantic switch
        {
            SemanticType.Date => new FieldWire(DataKind.Date, true, mayBeNull),
            SemanticType.TimeMillis or SemanticType.TimeMicros or SemanticType.TimeNanos => new FieldWire(
                DataKind.Time,
                true,
                mayBeNull
            ),
            SemanticType.TimestampMillis or SemanticType.TimestampMicros or SemanticType.TimestampNanos =>
                new FieldWire(DataKind.Timestamp, true, mayBeNull),
            SemanticType.DurationMicros or SemanticType.DurationNanos => new FieldWire(
                DataKind.Interval,
                true,
                mayBeNull
            ),
            _ => new FieldWire(DataKind.Integer, true, mayBeNull, IntegerBits: bits),
        };

    private static FieldWire OfText(ScalarType scalar, bool mayBeNull)
    {
        var parsed = scalar.Semantic switch
        {
            SemanticType.Uuid => DataKind.Uuid,
            SemanticType.ZonedTimestamp => DataKind.TimestampTz,
            SemanticType.IsoTimestamp => DataKind.Timestamp,
            SemanticType.ZonedTime => DataKind.TimeTz,
            SemanticType.IsoTime => DataKind.Time,
            SemanticType.IsoDate => DataKind.Date,
            SemanticType.Interval => DataKind.Interval,
            _ => scalar.TextKind,
        };
        return new FieldWire(parsed, parsed == scalar.TextKind, mayBeNull);
    }
}
